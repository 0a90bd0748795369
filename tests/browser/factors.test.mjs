// What a professional holds beside their words: a security key with PRF, which Chromium plays itself, and the
// application of codes that a structure wants before a way in is added.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { join } from "node:path";

import { program } from "./demo.mjs";
import { TURNED, journey } from "./journey.mjs";
import { at, go, press } from "./steps.mjs";

const command = "node --test tests/browser/factors.test.mjs";
const WAYS = ["desktop", "phone", "desktop-plain", ...TURNED];

/** What the operator's command says on its lines. */
const operator = (demo, ...words) =>
  execFileSync(program, ["structure", ...words, "--config", join(demo.data, "demo.toml")], { encoding: "utf8" }).trim().split("\n");

/** The code that an application shows (RFC 6238), `away` half minutes from now: of each half minute, one is taken. */
function code(letters, away = 0) {
  const digits = [...letters].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter));
  const bits = digits.map((digit) => digit.toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + away));
  const mac = createHmac("sha1", secret).update(step).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** A security key that the browser plays; `hasPrf` says whether it knows the extension. */
async function authenticator(one, hasPrf) {
  const protocol = await one.context().newCDPSession(one);
  await protocol.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true, hasUserVerification: true,
    isUserVerified: true, hasPrf, automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await protocol.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    count: async () => (await protocol.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
    remove: () => protocol.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }),
  };
}

/** Joins a structure at this computer, and notes the words; gives them. */
async function joins(one, link, scripts) {
  await one.goto("about:blank");
  await one.goto(link, { waitUntil: "load" });
  if (!scripts) await one.fill("#lien", link);
  await press(one, ".acts .p1");
  await one.fill("#nom", "Nadia Benali");
  await press(one, "form[action='/rejoindre/compte'] .p1");
  const words = (await one.locator(".words-shown b").allTextContents()).join(" ");
  await one.fill("#words", words);
  await press(one, ".acts .p1");
  return words;
}

/** Signing out; of a computer that others use too, it takes every cookie, and the language with them. */
async function out(one, origin) {
  await go(one, origin, "/pro");
  await press(one, "form[action='/pro/sortir'] button");
  if (one.context().way === "phone-rtl") {
    await one.context().addCookies([{ name: "__Host-langue", value: "qps", url: origin, secure: true }]);
    await one.reload();
  }
}

/** Fills a form of the account that lies behind its line, and gives it. */
async function form(one, action, fields) {
  const found = one.locator(`form[action='${action}']`);
  await found.evaluate((element) => { element.closest("details").open = true; });
  for (const [name, value] of Object.entries(fields)) await found.locator(`[name=${name}]`).fill(value);
  return found;
}

const sent = (one, found) => Promise.all([one.waitForEvent("load"), found.locator("button").click()]);

journey("factors", command, WAYS, async ({ demo, origin, scripts, way, someone, see }) => {
  const [made, first] = operator(demo, "create", "Le Porche");
  const structure = made.split(" ")[1];
  operator(demo, "verify", structure);
  operator(demo, "totp", structure, "on");
  assert.deepEqual(operator(demo, "totp", structure), ["totp on"]);
  const one = await someone();
  const posted = [];
  one.on("request", (request) => posted.push(request));
  if (way === "desktop") {
    await go(one, origin, "/pro/entrer");
    await see(one, "enter-unknown");
  }

  // Joining leads to the application; it can be left for later.
  const words = await joins(one, first.split(" ")[1], scripts);
  assert.equal(at(one), "/pro/compte/application");
  await see(one, "app");
  await go(one, origin, "/pro");
  await see(one, "home-missing");
  await go(one, origin, "/pro/compte");
  await see(one, "account-missing");
  assert.equal(await one.locator("form[action='/pro/compte/cle'], form[action='/pro/compte/carte']").count(), 0);
  await press(one, "a[href='/pro/compte/application']");
  await one.fill("#words", "le vélo bleu de Zoé");
  await press(one, ".acts .p1");
  assert.equal(await one.locator(".note.refusal").count(), 1);
  await see(one, "app-words-wrong");
  await one.fill("#words", words);
  await press(one, ".acts .p1");
  assert.equal(at(one), "/pro/compte/application");
  await see(one, "app-new");
  const letters = (await one.locator(".code b.long").innerText()).replace(/\s+/g, "");
  assert.match(letters, /^[A-Z2-7]{32}$/);
  await one.fill("#code", code(letters) === "000000" ? "111111" : "000000");
  await press(one, "form .p1");
  assert.equal(await one.locator(".note.refusal").count(), 1);
  await see(one, "app-new-wrong");
  await one.fill("#code", code(letters));
  await press(one, "form .p1");
  assert.equal(at(one), "/pro/compte");
  await see(one, "account");
  await go(one, origin, "/pro/compte/application");
  assert.equal(await one.locator(".code b.long").count(), 0, "shown once");
  await see(one, "app-change");

  if (!scripts) {
    // A key needs a script; the computer and the card are there, and so is the code.
    await go(one, origin, "/pro/compte");
    assert.equal(await one.locator("form[action='/pro/compte/cle']").isVisible(), false);
    await one.locator("[data-key-plain]").evaluate((part) => { part.closest("details").open = true; });
    assert.ok(await one.locator("[data-key-plain]").isVisible());
    await sent(one, await form(one, "/pro/compte/carte", { words, code: code(letters, 1) }));
    assert.equal(at(one), "/pro/compte/carte");
    await out(one, origin);
    await go(one, origin, "/pro/cle");
    await see(one, "key-plain");
    assert.equal(await one.locator("form[data-passkey]").isVisible(), false);
    await press(one, "[data-key-plain] .p1");
    await one.fill("#words", words);
    await press(one, "form[action='/pro/entrer'] .p1");
    assert.equal(at(one), "/pro");
    return;
  }

  // A key without PRF: the page says so, and nothing is sent.
  await go(one, origin, "/pro/compte");
  const old = await authenticator(one, false);
  posted.length = 0;
  let adding = await form(one, "/pro/compte/cle", { words: words, code: code(letters, 1) });
  await adding.locator("button").click();
  await adding.locator("[data-key-none]").waitFor();
  assert.equal(posted.filter((request) => request.method() === "POST").length, 0, "nothing was sent");
  await see(one, "key-none");
  await old.remove();

  // A key with PRF, its code wrong first.
  const key = await authenticator(one, true);
  adding = await form(one, "/pro/compte/cle", { words: words, code: "000000" });
  await sent(one, adding);
  assert.equal(await one.locator(".note.refusal:visible").count(), 1);
  await see(one, "account-code-wrong");
  adding = await form(one, "/pro/compte/cle", { words: words, code: code(letters, 1) });
  await see(one, "account-adding-key");
  await sent(one, adding);
  assert.equal(at(one), "/pro/compte");
  assert.equal(await key.count(), 1, "the second try took the place of the first");
  await see(one, "account-key");

  // Out, and in with it: once with other words.
  await out(one, origin);
  await see(one, "enter-with-key");
  await press(one, "a[href='/pro/cle']");
  await see(one, "key");
  const enter = async (typed) => {
    await one.fill("#words", typed);
    await one.locator("input[name=place][value=own]").check();
    await press(one, ".acts .p1");
  };
  posted.length = 0;
  await enter("le vélo bleu de Zoé");
  assert.equal(await one.locator(".note.refusal:visible").count(), 1);
  const body = new URLSearchParams(posted.find((request) => request.method() === "POST").postData());
  assert.match(body.get("secret"), /^[0-9a-f]{32}$/);
  // In the body alone: no page keeps it, and no address had it.
  assert.ok(!(await one.content()).includes(body.get("secret")));
  await see(one, "key-words-wrong");
  await enter(words);
  assert.equal(at(one), "/pro");
  for (const request of posted) assert.ok(!request.url().includes(body.get("secret")));

  // The key is taken away here: what it gives opens nothing, though the browser still has it.
  await go(one, origin, "/pro/compte");
  await see(one, "account-by-key");
  const mine = one.locator("section.card", { has: one.locator("form[action$='/retirer']") }).last();
  await mine.locator("details").evaluate((element) => { element.open = true; });
  await mine.locator("[name=words]").fill(words);
  await see(one, "account-removing");
  await Promise.all([one.waitForEvent("load"), mine.locator("form button").click()]);
  await out(one, origin);
  await go(one, origin, "/pro/cle");
  await enter(words);
  assert.equal(await one.locator(".note.refusal:visible").count(), 1);
  await see(one, "key-unknown");
  await key.remove();

  if (way === "desktop") {
    await go(one, origin, "/pro/entrer");
    await one.fill("#words", words);
    await press(one, "form[action='/pro/entrer'] .p1");
    await go(one, origin, "/pro/structure");
    await see(one, "team");
    await go(one, origin, "/pro/compte/journal");
    await see(one, "journal");
  }
});

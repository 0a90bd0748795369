// Structures and professionals: the operator makes sure of a structure, its manager joins and invites a social
// worker, who comes in with a card and with a computer; the account is closed, and they are out.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { program } from "./demo.mjs";
import { TURNED, journey } from "./journey.mjs";
import { at, go, press } from "./steps.mjs";

const command = "node --test tests/browser/professionals.test.mjs";
const WAYS = ["desktop", "phone", "desktop-plain", ...TURNED];

/** What the operator's command says on its lines. */
const operator = (demo, ...words) =>
  execFileSync(program, ["structure", ...words, "--config", join(demo.data, "demo.toml")], { encoding: "utf8" }).trim().split("\n");

/** The link is opened; without script it is typed. */
async function opened(one, link, scripts) {
  // Another address in the same page would load nothing.
  await one.goto("about:blank");
  await one.goto(link, { waitUntil: "load" });
  if (scripts) assert.equal(new URL(one.url()).hash, "", "the secret left the address bar");
  else await one.fill("#lien", link);
  await press(one, ".acts .p1");
}

/** Joins, and notes the words; gives them. */
async function joined(one, link, { name, key, scripts, see }) {
  await opened(one, link, scripts);
  await see(one, `join-${key}`);
  await one.fill("#nom", name);
  await one.fill("#fonction", "Assistante sociale");
  await one.locator(`input[name=cle][value=${key}]`).check();
  await press(one, "form[action='/rejoindre/compte'] .p1");
  assert.equal(at(one), "/pro/compte/mots");
  const words = (await one.locator(".words-shown b").allTextContents()).join(" ");
  assert.equal(words.split(" ").length, 5);
  await see(one, `words-${key}`);
  await one.fill("#words", words.split(" ").reverse().join(" "));
  await press(one, ".acts .p1");
  assert.equal(await one.locator(".note.refusal").count(), 1, "in this order");
  await see(one, `words-wrong-${key}`);
  await one.fill("#words", words.toUpperCase());
  await press(one, ".acts .p1");
  return words;
}

/** Signing out; of a computer that others use too, it takes every cookie, and the language with them. */
async function out(one, origin) {
  await press(one, "form[action='/pro/sortir'] button");
  if (one.context().way === "phone-rtl") {
    await one.context().addCookies([{ name: "__Host-langue", value: "qps", url: origin, secure: true }]);
    await one.reload();
  }
}

async function inDetails(one, action, fill, button = "button") {
  const form = one.locator(`form[action='${action}']`);
  await form.evaluate((element) => { element.closest("details").open = true; });
  if (fill) await form.locator("[name=words]").fill(fill);
  await Promise.all([one.waitForEvent("load"), form.locator(button).click()]);
}

journey("professionals", command, WAYS, async ({ demo, origin, scripts, someone, see }) => {
  const [made, first] = operator(demo, "create", "Le Porche");
  const structure = made.split(" ")[1];
  const link = first.split(" ")[1];
  const manager = await someone();
  // Before the operator made sure of it, the link opens nothing.
  await opened(manager, link, scripts);
  assert.equal(await manager.locator(".note.refusal").count(), 1);
  await see(manager, "link-refused");
  operator(demo, "verify", structure);

  await joined(manager, link, { name: "Nadia Benali", key: "desk", scripts, see });
  assert.equal(at(manager), "/pro");
  await see(manager, "home-manager");
  // Once.
  const late = await someone();
  await opened(late, link, scripts);
  assert.equal(await late.locator(".note.refusal").count(), 1, "used up");

  await go(manager, origin, "/pro/structure");
  await see(manager, "team-alone");
  await manager.locator("input[name=role][value=social_worker]").check();
  await press(manager, "form[action='/pro/structure/inviter'] .p1");
  const invitation = await manager.locator("p.card.mono").textContent();
  assert.match(invitation, /\/rejoindre#[0-9A-Z]{28}$/);
  await see(manager, "invitation");

  const worker = await someone();
  const words = await joined(worker, invitation, { name: "Claire Morel", key: "desk_card", scripts, see });
  assert.equal(at(worker), "/pro/compte/carte");
  const number = (await worker.locator(".code b.long").innerText()).replace(/\s+/g, "");
  await see(worker, "card");
  await worker.fill("#typed", number.slice(-4));
  await press(worker, "form[action='/pro/compte/carte/verifier'] button");
  assert.equal(at(worker), "/pro");
  await see(worker, "home-worker");
  // No vault, and nothing of the structure's managers.
  for (const path of ["/papiers", "/qui-a-vu", "/compte", "/montrer", "/pro/structure"]) {
    assert.equal((await go(worker, origin, path)).status(), 404, path);
  }

  // Out, and in with the card: once wrong.
  await go(worker, origin, "/pro");
  await out(worker, origin);
  assert.equal(at(worker), "/pro/entrer");
  await see(worker, "enter-unknown");
  const enter = async (typed, screen = worker) => {
    await screen.goto("about:blank");
    await screen.goto(`${origin}/pro/carte#${number.replace(/-/g, "")}`, { waitUntil: "load" });
    if (!scripts) await screen.fill("#number", number);
    await screen.fill("#words", typed);
    await screen.locator("input[name=place][value=own]").check();
    await see(screen, "enter-card");
    await press(screen, ".acts .p1");
  };
  await enter("le vélo bleu de Zoé");
  assert.equal(await worker.locator(".note.refusal").count(), 1);
  await see(worker, "enter-card-wrong");
  await enter(words);
  assert.equal(at(worker), "/pro");

  // This computer too, and in with it.
  await go(worker, origin, "/pro/compte");
  await see(worker, "account");
  await inDetails(worker, "/pro/compte/ordinateur", words);
  await see(worker, "account-two");
  await out(worker, origin);
  await see(worker, "enter-desk");
  await worker.fill("#words", "le vélo bleu de Zoé");
  await press(worker, "form[action='/pro/entrer'] .p1");
  assert.equal(await worker.locator(".note.refusal").count(), 1);
  await see(worker, "enter-desk-wrong");
  await worker.fill("#words", words);
  await press(worker, "form[action='/pro/entrer'] .p1");
  assert.equal(at(worker), "/pro");

  // Another screen that stayed open is closed with the words.
  const elsewhere = await someone();
  await enter(words, elsewhere);
  await go(worker, origin, "/pro/compte");
  await press(worker, "a[href='/pro/compte/ecrans']");
  await see(worker, "screens");
  await inDetails(worker, "/pro/compte/ecrans", "le vélo bleu de Zoé");
  assert.equal(await worker.locator(".note.refusal").count(), 1);
  await see(worker, "screens-wrong");
  await inDetails(worker, "/pro/compte/ecrans", words);
  assert.equal(await worker.locator("section.card").count(), 1);
  await go(elsewhere, origin, "/pro");
  assert.equal(at(elsewhere), "/pro/entrer");

  // The manager sees a name, changes the role, asks for a second person, and closes the account.
  await go(manager, origin, "/pro/structure");
  assert.match(await manager.locator("main").textContent(), /Claire Morel/);
  await see(manager, "team");
  await press(manager, "a.check[href^='/pro/structure/membre/']:has-text('Claire')");
  const member = at(manager);
  await see(manager, "member");
  await manager.locator("input[name=role][value=mediator]").check();
  await press(manager, `form[action='${member}/role'] button`);
  await press(manager, `form[action='${member}/aider'] button`);
  await see(manager, "member-help");
  await press(manager, `form[action='${member}/aider/arreter'] button`);
  await inDetails(manager, `${member}/fermer`);
  assert.equal(at(manager), "/pro/structure");
  assert.doesNotMatch(await manager.locator("main").textContent(), /Claire Morel/);
  await see(manager, "team-after");
  await go(manager, origin, "/pro/compte/journal");
  await see(manager, "journal");

  // Out at the next request, and the words and the computer open nothing.
  await worker.reload();
  assert.equal(at(worker), "/pro/entrer");
  await worker.fill("#words", words);
  await press(worker, "form[action='/pro/entrer'] .p1");
  assert.equal(await worker.locator(".note.refusal").count(), 1);
  await see(worker, "closed");
  assert.equal((await worker.request.get(`${origin}/pro`, { maxRedirects: 0 })).status(), 303);
});

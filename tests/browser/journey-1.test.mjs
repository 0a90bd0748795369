// Journey 1: a vault is opened alone, with neither e-mail nor phone number, and entered again by
// every way that was made on the way; the quick exit leaves nothing behind.

import assert from "node:assert/strict";

import { TURNED, journey } from "./journey.mjs";
import {
  at, begin, chooseWords, enterByCard, enterByPhone, go, leaveFast, makeCard, makeRescue, noteCode, other, press, signOut,
} from "./steps.mjs";

const command = "node --test tests/browser/journey-1.test.mjs";

async function refused(one, path) {
  const answer = await one.goto(path, { waitUntil: "load" });
  assert.ok(!new URL(one.url()).pathname.startsWith("/papiers") || answer.status() >= 400, `${path} opened`);
}

async function ownPhone({ origin, way, scripts, someone, see }) {
  const one = await someone();
  const identifier = `amina ${way}`;
  await begin(one, origin, { see });
  const code = await noteCode(one, { see, wrong: true });
  const card = await makeCard(one, { see });
  assert.notEqual(card.code, code, "two codes that differ");
  const rescue = await makeRescue(one, { see });
  const words = await chooseWords(one, identifier, { see });
  assert.equal(at(one), "/papiers");
  await see(one, "home-empty");
  assert.equal(await one.locator(".note.attention").count(), 0, "all is confirmed: nothing to warn of");
  await go(one, origin, "/compte");
  await see(one, "account");
  await press(one, "main form[action='/sortir'] button");
  await see(one, "enter");
  await refused(one, `${origin}/papiers`);

  // This phone: a wrong code says what is left, the right one opens.
  await go(one, origin, "/entrer");
  await press(one, ".kinds a");
  await see(one, "enter-phone");
  await one.fill("#code", other(code));
  await press(one, ".acts .p1");
  await see(one, "enter-phone-wrong");
  const left = await one.locator(".note.refusal").innerText();
  assert.match(left, /9/, "what is left of ten tries is said");
  await one.fill("#code", code);
  await press(one, ".acts .p1");
  assert.equal(at(one), "/papiers");
  await signOut(one, origin);

  // The card, typed; and scanned where scripts run.
  await enterByCard(one, origin, card.number, card.code, { place: "own", see });
  assert.equal(at(one), "/papiers");
  await signOut(one, origin);
  if (scripts) {
    await go(one, origin, `/carte#${card.number.replaceAll("-", "")}`);
    assert.equal(new URL(one.url()).hash, "", "the secret left the address bar");
    await see(one, "enter-card-scanned");
    await press(one, ".acts .p1");
    await one.fill("#code", card.code);
    await one.check("input[name=place][value=own]", { force: true });
    await press(one, ".acts .p1");
    assert.equal(at(one), "/papiers");
    await signOut(one, origin);
  }

  // The words, in capitals and without accents.
  await go(one, origin, "/entrer/mots");
  await see(one, "enter-words");
  await one.fill("#identifier", identifier.toUpperCase());
  await one.fill("#words", "un deux trois quatre cinq");
  await press(one, ".acts .p1");
  await see(one, "enter-words-wrong");
  await one.fill("#words", words.toUpperCase().normalize("NFD").replace(/\p{M}/gu, ""));
  await one.check("input[name=place][value=own]", { force: true });
  await press(one, ".acts .p1");
  assert.equal(at(one), "/papiers");
  await signOut(one, origin);

  // The rescue code leads straight to a new card; the old card opens nothing any more.
  await go(one, origin, "/secours");
  await see(one, "enter-rescue");
  await one.fill("#number", rescue);
  await press(one, ".acts .p1");
  await see(one, "enter-rescue-place");
  assert.ok(await one.isChecked("input[name=place][value=own]"), "this phone holds a key");
  await one.check("input[name=place][value=own]", { force: true });
  await press(one, ".acts .p1");
  assert.match(at(one), /^\/compte\/carte/);
  const second = await makeCard(one);
  assert.notEqual(second.number, card.number);
  await makeRescue(one);
  assert.equal(at(one), "/papiers");
  await signOut(one, origin);
  await go(one, origin, "/carte");
  await one.fill("#number", card.number);
  await press(one, ".acts .p1");
  await see(one, "enter-card-unknown");
  assert.equal(await one.locator(".note.refusal").count(), 1);

  // The quick exit leads away; the button "back" shows nothing of the vault.
  await enterByPhone(one, origin, code);
  assert.equal(at(one), "/papiers");
  await leaveFast(one, origin);
  await enterByPhone(one, origin, code);
  assert.equal(at(one), "/papiers", "this phone keeps its key");
}

async function sharedComputer({ origin, someone, see }) {
  const one = await someone();
  const seen = (page, what) => see(page, `shared-${what}`);
  await begin(one, origin, { place: "shared", name: "Joseph" });
  const card = await makeCard(one, { see: seen });
  await makeRescue(one);
  await press(one, ".acts a.link");
  assert.equal(at(one), "/papiers");
  await seen(one, "home-empty");
  assert.equal(await one.locator(".session").count(), 1, "the time left is said");
  assert.deepEqual((await one.context().cookies()).filter((cookie) => cookie.expires > 0), [], "nothing is kept for later");
  await press(one, ".session button");
  assert.equal(at(one), "/entrer");
  assert.equal(await one.locator(".kinds a").count(), 0, "no vault is shown on a shared computer");
  await enterByCard(one, origin, card.number, card.code);
  assert.equal(at(one), "/papiers");
  await leaveFast(one, origin);
  assert.deepEqual(await one.context().cookies(), [], "a shared computer keeps nothing");
}

journey("journey-1", command, ["phone", "desktop", "phone-plain", ...TURNED], async (walk) => {
  await ownPhone(walk);
  await sharedComputer(walk);
});

// Journey 2: a vault is opened with a mediator, on the mediator's screen; the person alone sees and types the code,
// says that somebody saw it, and gets another one. Then the person comes in alone, on a phone of their own, and what
// the mediator's screen and printer showed opens nothing any more.

import assert from "node:assert/strict";

import { ALL, journey } from "./journey.mjs";
import { at, enterByCard, enterByPhone, go, makeCard, makeRescue, noteCode, other, press, shown, signOut } from "./steps.mjs";

const command = "node --test tests/browser/journey-2.test.mjs";

/** The mediator of the demonstration comes in with a card of their own. */
async function mediator({ demo, origin, scripts, someone }) {
  const one = await someone();
  const who = demo.professionals.find((professional) => professional.role === "mediator");
  await one.goto(`${origin}/pro/carte#${who.card.replaceAll("-", "")}`, { waitUntil: "load" });
  if (!scripts) await one.fill("#number", who.card);
  await one.fill("#words", who.words);
  await one.locator("input[name=place][value=own]").check();
  await press(one, ".acts .p1");
  assert.equal(at(one), "/pro");
  return { one, who };
}

/** The digits stay hidden until they are asked for; then they are typed back. */
async function noteAlone(one, see, what, wrong = false) {
  assert.equal(at(one), "/ensemble/code");
  const digits = one.locator(".code b.large");
  assert.equal(await digits.isVisible(), false, "hidden before they are asked for");
  await see(one, what);
  await one.locator("details.hidden-code summary").click();
  await see(one, `${what}-shown`);
  const code = await shown(one, ".code b.large");
  assert.match(code, /^\d{6}$/);
  if (wrong) {
    await one.fill("#typed", other(code));
    await press(one, ".acts .p1");
    assert.equal(await one.locator(".note.refusal").count(), 1);
    assert.equal(await digits.isVisible(), false, "hidden again");
    await see(one, `${what}-wrong`);
  }
  await one.fill("#typed", code);
  await press(one, ".acts .p1");
  return code;
}

/** At the counter: gives what the person leaves with, and the code that somebody saw. */
async function counter(walk, { brief = false } = {}) {
  const { origin } = walk;
  const see = brief ? async () => {} : walk.see;
  const { one, who } = await mediator(walk);
  await see(one, "home-mediator");
  await press(one, "a[href='/pro/ouvrir']");
  await see(one, "notice");
  await press(one, "button[name=given][value=mediator]");
  await see(one, "name");
  await one.fill("#name", "2 85 05 78 006 084 36");
  await press(one, ".acts .p1");
  assert.equal(await one.locator(".note.refusal").count(), 1, "a social security number is no name");
  await one.fill("#name", "Salif");
  await press(one, ".acts .p1");
  assert.equal(at(one), "/ensemble");
  await see(one, "turn");
  assert.equal(await one.locator(".bar").count(), 0, "nothing of the mediator's own pages");

  await press(one, ".acts .p1");
  const first = await noteAlone(one, see, "code", true);
  assert.equal(at(one), "/ensemble/carte");
  assert.equal((await one.content()).includes(first), false);
  // Never again, however one asks.
  for (const path of ["/ensemble", "/ensemble/code", "/ensemble/vu"]) {
    await go(one, origin, path);
    assert.equal(at(one), "/ensemble/carte", path);
  }
  await see(one, "card");
  const groups = (await one.locator(".no-print .code b.long").textContent()).match(/[0-9A-Z]{4}/g);
  assert.equal(groups.length, 7);
  const number = groups.join("-");
  await press(one, ".acts a.p2");
  await see(one, "check");
  await one.fill("#typed", "0000");
  await press(one, ".acts .p1");
  assert.equal(await one.locator(".note.refusal").count(), 1);
  await one.fill("#typed", number.slice(-4).toLowerCase());
  await press(one, ".acts .p1");
  assert.equal(at(one), "/ensemble/vu");
  await see(one, "seen");

  if (brief) {
    await press(one, "button[value=non]");
    assert.equal(at(one), "/ensemble/fini");
    return { number, code: first };
  }

  // Somebody saw it: another one, there and then, and the question is asked again.
  await press(one, "button[value=oui]");
  assert.equal(at(one), "/ensemble");
  await see(one, "away");
  await press(one, ".acts .p1");
  const code = await noteAlone(one, see, "code-again");
  assert.notEqual(code, first);
  assert.equal(at(one), "/ensemble/vu", "the card is there already");
  // Nothing of the vault but these pages, with what this browser holds.
  for (const path of ["/papiers", "/compte/secours", "/qui-a-vu", "/montrer", "/renouveler"]) {
    assert.equal((await go(one, origin, path)).status(), 404, path);
  }
  await go(one, origin, "/ensemble/vu");
  const held = (await one.context().cookies()).find((cookie) => cookie.name === "__Host-ensemble");
  assert.equal(held.expires, -1, "it ends with the browser");
  await press(one, "button[value=non]");
  assert.equal(at(one), "/ensemble/fini");
  await see(one, "done");
  const names = (await one.context().cookies()).map((cookie) => cookie.name);
  assert.ok(!names.includes("__Host-ensemble") && !names.some((name) => name.startsWith("__Host-tel-")), `${names}`);
  assert.ok(names.includes("__Host-abri"), "the mediator goes on");

  // The button "back" shows nothing of it; its cookie, put back, opens nothing.
  await one.goBack({ waitUntil: "load" }).catch(() => null);
  assert.equal(at(one), "/ensemble/arrete");
  await one.context().addCookies([held]);
  await go(one, origin, "/ensemble/vu");
  assert.equal(at(one), "/ensemble/arrete");
  await see(one, "over");
  await press(one, ".acts .p1");
  assert.equal(at(one), "/pro", "still at work");
  await go(one, origin, "/pro/compte/journal");
  await see(one, "journal-mediator");
  return { who, number, first, code };
}

journey("journey-2", command, ALL, async (walk) => {
  const { origin, someone, see } = walk;
  const { who, number, first, code } = await counter(walk);

  // Alone, on a phone: the first thing of all is to replace what the mediator's screen showed.
  const phone = await someone();
  await enterByCard(phone, origin, number, first, { place: "own" });
  assert.equal(await phone.locator(".note.refusal").count(), 1, "the code that was seen opens nothing");
  await enterByCard(phone, origin, number, code, { place: "own" });
  assert.equal(at(phone), "/renouveler");
  await see(phone, "renew");
  for (const path of ["/papiers", "/compte", "/compte/secours", "/papiers/ajouter", "/qui-a-vu", "/entrer"]) {
    await go(phone, origin, path);
    assert.equal(at(phone), "/renouveler", path);
  }
  await press(phone, ".kinds button");
  const own = await noteCode(phone, { see, what: "renew-code" });
  const card = await makeCard(phone);
  assert.notEqual(card.number, number);
  const rescue = await makeRescue(phone);
  assert.equal(at(phone), "/papiers");
  await see(phone, "home");
  await go(phone, origin, "/qui-a-vu");
  const told = await phone.locator("main").innerText();
  assert.ok(told.includes(who.name) && told.includes(who.structure), "the journal names whoever helped");
  await see(phone, "journal");
  await signOut(phone, origin);

  // What the mediator could have kept opens nothing; what the person made does.
  const helper = await someone();
  await go(helper, origin, "/carte");
  await helper.fill("#number", number);
  await press(helper, ".acts .p1");
  assert.equal(await helper.locator(".note.refusal").count(), 1, "the first card is unknown");
  await enterByPhone(phone, origin, own);
  assert.equal(at(phone), "/papiers");
  await signOut(phone, origin);
  await enterByCard(phone, origin, card.number, card.code, { place: "own" });
  assert.equal(at(phone), "/papiers");
  assert.notEqual(rescue, number);
});

// On a shared computer another card takes the place of the first.
journey("journey-2-shared", command, ["phone", "desktop-plain"], async (walk) => {
  const { origin, someone, see } = walk;
  const { number, code } = await counter(walk, { brief: true });
  const one = await someone();
  await enterByCard(one, origin, number, code);
  assert.equal(at(one), "/renouveler");
  await see(one, "renew-shared");
  // Not now: the first card is still good the next time.
  await press(one, "form[action='/renouveler/sortir'] .p2");
  assert.equal(at(one), "/entrer");
  await enterByCard(one, origin, number, code);
  await press(one, "form[action='/renouveler'] .p1");
  const card = await makeCard(one);
  assert.notEqual(card.number, number);
  await makeRescue(one);
  assert.equal(at(one), "/papiers");
});

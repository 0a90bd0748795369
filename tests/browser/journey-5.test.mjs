// Journey 5: a mediator puts a pile of papers in for somebody who is with them, by the code that the person has just
// given, then by a deposit number. Each paper stands in the person's journal; the mediator reads nothing, and nothing
// stays on their phone.

import assert from "node:assert/strict";

import { shot } from "./browser.mjs";
import { ALL, journey } from "./journey.mjs";
import { drawn } from "./papers.mjs";
import { at, enterByCard, go, openQuickly, press, shown } from "./steps.mjs";

const command = "node --test tests/browser/journey-5.test.mjs";

/** The mediator of the demonstration comes in with their card. */
async function comesIn(one, origin, { card, words }, scripts) {
  await one.goto(`${origin}/pro/carte#${card.replace(/-/g, "")}`, { waitUntil: "load" });
  if (!scripts) await one.fill("#number", card);
  await one.fill("#words", words);
  await one.locator("input[name=place][value=own]").check();
  await press(one, ".acts .p1");
  assert.equal(at(one), "/pro");
}

/** A pile by the camera's loop, page after page, or by the form. */
async function pile(one, scripts, files, kind, see = async () => {}) {
  if (!scripts) {
    await one.selectOption("#quoi", kind);
    await one.setInputFiles("#papers", files[0]);
    await press(one, "form[data-add] .acts .p1");
  } else {
    await one.waitForSelector("form.quick");
    for (const [number, file] of files.entries()) {
      await one.setInputFiles("#papers", file);
      await one.locator(".loop [data-do=keep]").click();
      await one.locator(".loop [data-do=what]").waitFor();
      if (number + 1 < files.length) await one.locator(".loop [data-do=more]").click();
    }
    await see(one, "pages");
    await one.locator(".loop [data-do=what]").click();
    await see(one, "kinds");
    await press(one, `.loop [data-kind=${kind}]`);
  }
  assert.equal(at(one), "/pro/deposer/photo?range=1");
}

/** What the mediator's browser keeps beside its own session. */
const kept = (one) => one.evaluate(async () => {
  const found = [];
  for (const store of [localStorage, sessionStorage]) {
    for (let number = 0; number < store.length; number += 1) found.push(`${store.key(number)}: ${store.getItem(store.key(number))}`);
  }
  for (const { name } of await indexedDB.databases()) found.push(name);
  for (const name of await caches.keys()) found.push(name);
  return found.filter((line) => line !== "abri-envois: {}");
});

const types = async (one, what) => {
  await one.fill("#numero", what);
  await press(one, ".acts .p1");
};

journey("journey-5", command, ALL, async ({ demo, origin, scripts, someone, see }) => {
  const one = await someone();
  const { photo, pdf } = await drawn(one.context().browser());
  const other = { ...photo, name: "autre.jpg", buffer: Buffer.concat([photo.buffer, Buffer.from("autre")]) };
  await openQuickly(one, origin, "Amina");
  await go(one, origin, "/papiers/ajouter");
  await see(one, "add");
  await press(one, "a[href='/depots/mediateur']");
  await see(one, "agree");
  assert.match(await one.locator(".said").innerText(), /50/);
  await press(one, ".acts .p1");
  const given = at(one);
  assert.match(given, /^\/depots\/[0-9a-f]{32}$/);
  await see(one, "given");
  const code = await shown(one, "#code b");
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);

  // The mediator, beside them.
  const desk = await someone();
  const seen = (page, what) => see(page, `mediator-${what}`);
  await comesIn(desk, origin, demo.professionals.find(({ role }) => role === "mediator"), scripts);
  await seen(desk, "home");
  await press(desk, "a[href='/pro/deposer']");
  await seen(desk, "enter");
  await types(desk, code.replace(/^./, (first) => (first === "Z" ? "Y" : "Z")));
  assert.equal(await desk.locator(".note.refusal").count(), 1);
  await seen(desk, "wrong");
  await types(desk, code.toLowerCase());
  assert.equal(at(desk), "/pro/deposer/photo");
  await seen(desk, "start");
  assert.match(await desk.locator("h1").innerText(), /Amina/);
  // The person reads who it is before anything has come.
  await go(one, origin, given);
  assert.match(await one.locator("main").innerText(), /Paul Ferrand/);
  await see(one, "came");

  await pile(desk, scripts, [photo, other], "attestation_paiement_caf", seen);
  assert.equal(await desk.locator(".note[role=status] b").count() > 0, true);
  await seen(desk, "kept");
  await pile(desk, scripts, [other], "rib");
  assert.deepEqual(await kept(desk), [], "nothing stays on the mediator's phone");
  await press(desk, "a[href='/pro/deposer/recu']");
  await seen(desk, "receipts");
  assert.equal(await desk.locator(".entries > li").count(), 2);
  assert.doesNotMatch(await desk.locator("main").innerText(), /CAF|RIB|Amina/, "numbers, and no word of what they are");
  assert.equal(await desk.locator("main img").count(), 0);
  // What is no paper is refused, and said.
  await press(desk, ".acts a.p1");
  if (scripts) await desk.waitForSelector("form.quick");
  await desk.setInputFiles("#papers", { name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ") });
  await desk.locator("form[data-add] .acts .p1").click();
  await desk.locator(".note.refusal").waitFor();
  await seen(desk, "refused");
  // Nothing of the person's is theirs to read.
  for (const path of ["/papiers", "/qui-a-vu", "/montrer", "/d/recu"]) {
    assert.equal((await desk.request.get(origin + path, { maxRedirects: 0 })).status(), 404, path);
  }

  // One is taken back within the hour.
  await go(desk, origin, "/pro/deposer/recu");
  await press(desk, ".entries > li:last-child form button");
  await seen(desk, "undone");
  assert.equal(await desk.locator(".entries > li").count(), 1);

  // Agreed to just before: it is among the papers, and says by whom it came.
  await go(one, origin, "/papiers");
  await see(one, "home");
  assert.equal(await one.locator("a.paper").count(), 1);
  assert.equal(await one.locator(".arrival").count(), 0);
  assert.match(await one.locator(".given-in").innerText(), /Paul Ferrand.*Accueil des Tilleuls/s);
  await press(one, "a.paper");
  assert.match(await one.locator("main").innerText(), /Paul Ferrand.*Accueil des Tilleuls/s);
  await see(one, "paper");
  await go(one, origin, "/qui-a-vu");
  await see(one, "journal");
  assert.match(await one.locator("main").innerText(), /Paul Ferrand.*Accueil des Tilleuls/s);

  // "J'ai fini": it is over, and there is nothing to go back to.
  await go(desk, origin, "/pro/deposer/photo");
  await press(desk, "form[action='/pro/deposer/fin'] button");
  assert.equal(at(desk), "/pro/deposer?fini=1");
  await seen(desk, "over");
  await go(desk, origin, "/pro/deposer/recu");
  assert.equal(at(desk), "/pro/deposer?fini=1");
  assert.deepEqual(await kept(desk), []);
  await go(one, origin, "/papiers");
  assert.equal(await one.locator(".given-in").count(), 0);
});

// The deposit number: no secret. It names nobody, and each paper waits for a yes.
journey("journey-5-number", command, ["phone", "desktop", "phone-plain"], async ({ demo, origin, scripts, someone, see }) => {
  const one = await someone();
  const { photo, pdf } = await drawn(one.context().browser());
  await openQuickly(one, origin, "Amina");
  const desk = await someone();
  const seen = (page, what) => see(page, `mediator-${what}`);
  await comesIn(desk, origin, demo.professionals.find(({ role }) => role === "mediator"), scripts);
  await go(one, origin, "/compte");
  await see(one, "account");
  await press(one, "a[href='/compte/numero']");
  await see(one, "number-none");
  await press(one, ".acts .p1");
  await see(one, "number");
  const number = await shown(one, ".code b");
  assert.match(number, /^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  await go(desk, origin, "/pro/deposer");
  await types(desk, number.replace("-", " ").toLowerCase());
  assert.equal(at(desk), "/pro/deposer/photo");
  assert.doesNotMatch(await desk.locator("main").innerText(), /Amina/);
  await seen(desk, "by-number");
  await pile(desk, scripts, scripts ? [photo] : [pdf], "bulletin_salaire");
  await go(one, origin, "/papiers");
  await see(one, "waits");
  assert.match(await one.locator(".arrival").innerText(), /Paul Ferrand.*Accueil des Tilleuls/s);
  await press(one, ".arrival form[action$='/garder'] button");
  await go(one, origin, "/papiers");
  assert.equal(await one.locator("a.paper").count(), 1);

  // The person stops whoever is there, and switches the number off.
  const [byNumber] = await one.locator(".given-in a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  await go(one, origin, byNumber);
  await see(one, "by-number");
  await press(one, "form[action$='/arreter'] button");
  await go(desk, origin, "/pro/deposer/photo");
  assert.equal(at(desk), "/pro/deposer?fini=1");
  await go(one, origin, "/compte/numero");
  await press(one, "form[action$='/refuser'] button");
  await see(one, "number-off");
  await types(desk, number);
  assert.equal(await desk.locator(".note.refusal").count(), 1, "off, it is like none");
  await go(one, origin, "/qui-a-vu");
  await see(one, "journal-after");

  // Printed on the card of whoever has one.
  const [mariam] = demo.people;
  const carded = await someone();
  await enterByCard(carded, origin, mariam.card, mariam.code);
  await go(carded, origin, "/compte/carte");
  assert.ok((await carded.locator("main").innerText()).includes(mariam.deposit_number));
  await see(carded, "card");
  await carded.emulateMedia({ media: "print" });
  await shot(carded, "journey-5-number-card-sheet");
});

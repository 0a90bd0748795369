// Somebody puts papers in for the person by a link that lasts: sends, gets a receipt, takes one back; the person
// keeps one and refuses one, and stops the link.

import assert from "node:assert/strict";

import { shot } from "./browser.mjs";
import { PHONES, journey } from "./journey.mjs";
import { drawn } from "./papers.mjs";
import { at, go, openQuickly, press, shown } from "./steps.mjs";

const command = "node --test tests/browser/deposits.test.mjs";
/** What the mediator sits at or holds. */
const DESKS = { phone: "desktop", desktop: "phone", "phone-plain": "desktop-plain", "phone-rtl": "phone-rtl" };

async function invite(one, origin, see) {
  await go(one, origin, "/papiers/ajouter");
  await press(one, "a[href='/depots/nouveau']");
  await see(one, "new");
  await one.evaluate(() => document.querySelector("#nom").removeAttribute("required"));
  await press(one, ".acts .p1");
  await see(one, "new-nobody");
  assert.equal(await one.locator(".note.refusal").count(), 1);
  await one.fill("#nom", "Claire Morel");
  await one.check("input[name=jours][value='7']", { force: true });
  await press(one, ".acts .p1");
  await see(one, "agree");
  assert.match(await one.locator(".said").innerText(), /Claire Morel.*5.*7/s);
  await press(one, ".acts .p1");
  assert.match(at(one), /^\/depots\/[0-9a-f]{32}$/);
  await see(one, "given");
  const link = await one.locator("details .mono").textContent();
  await press(one, "form[action$='/code'] button");
  await see(one, "given-code");
  const code = await shown(one, "#code b:not(.long)");
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await one.emulateMedia({ media: "print" });
  await shot(one, "deposits-given-sheet");
  await one.emulateMedia({ media: "screen" });
  return { link, code, path: at(one).replace(/#.*/, "") };
}

async function form(one, file, kind) {
  if (await one.locator("form.quick").count() === 0) await one.selectOption("#quoi", kind);
  await one.setInputFiles("#papers", file);
  // Where the camera's loop is at hand, what a file is, is asked once there is one.
  await one.selectOption("#quoi", kind);
  await Promise.all([one.waitForURL(/\/d\/recu/, { waitUntil: "load" }), one.locator("form[data-add] .acts .p1").click()]);
}

async function photographed(one, file, kind, { turned = [], see = async () => {} } = {}) {
  await one.waitForSelector("form.quick");
  await one.setInputFiles("#papers", file);
  for (const what of [...turned, "keep", "what"]) await one.locator(`.loop [data-do=${what}]`).first().click();
  await see(one, "kinds");
  await one.locator(`.loop [data-kind=${kind}]`).first().click();
  await one.waitForURL(/\/d\/recu$/, { waitUntil: "load" });
}

journey("deposits", command, PHONES, async ({ origin, way, scripts, someone, see }) => {
  const one = await someone();
  const { photo, pdf } = await drawn(one.context().browser());
  const other = { ...photo, name: "autre.jpg", buffer: Buffer.concat([photo.buffer, Buffer.from("autre")]) };
  await openQuickly(one, origin, "Amina");
  const { link, code, path } = await invite(one, origin, see);

  // By code: mistyped, then right, once.
  const desk = await someone(DESKS[way]);
  const seen = (page, what) => see(page, `desk-${what}`);
  await go(desk, origin, "/d");
  await seen(desk, "enter");
  await desk.fill("#lien", code.replace(/^./, (first) => (first === "Z" ? "Y" : "Z")));
  await press(desk, ".acts .p1");
  await seen(desk, "wrong");
  assert.equal(await desk.locator(".note.refusal").count(), 1);
  await desk.fill("#lien", code.toLowerCase());
  await press(desk, ".acts .p1");
  assert.equal(at(desk), "/d/photo");
  await seen(desk, "start");
  assert.match(await desk.locator("h1").innerText(), /Amina/, "they are told for whom");
  if (scripts) await desk.waitForSelector("form.quick");

  // What is no paper is refused, and said.
  await desk.setInputFiles("#papers", { name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ") });
  await desk.locator("form[data-add] .acts .p1").click();
  await desk.locator(".note.refusal").waitFor();
  await seen(desk, "refused");

  await form(desk, pdf, "bulletin_salaire");
  await seen(desk, "receipt");
  assert.equal(await desk.locator(".entries > li").count(), 1);
  await press(desk, ".acts a.p1");
  if (scripts) await photographed(desk, photo, "attestation_paiement_caf", { see: seen });
  else await form(desk, photo, "attestation_paiement_caf");
  await press(desk, ".acts a.p1");
  if (scripts) await photographed(desk, other, "rib", { turned: ["turn"] });
  else await form(desk, other, "rib");
  assert.equal(await desk.locator(".entries > li").count(), 3);
  await seen(desk, "three");
  assert.equal(await desk.locator("main a[href^='/papiers'], main img").count(), 0, "nothing to read");
  await desk.emulateMedia({ media: "print" });
  await checksOnPaper(desk);
  await desk.emulateMedia({ media: "screen" });

  // The last one is taken back.
  await press(desk, ".entries > li:last-child form button");
  await seen(desk, "undone");
  assert.equal(await desk.locator(".entries > li").count(), 2);

  // The code was for one; the link is for whoever has it, and shows them nothing of the other's.
  const second = await someone(DESKS[way]);
  await go(second, origin, "/d");
  await second.fill("#lien", code);
  await press(second, ".acts .p1");
  assert.equal(await second.locator(".note.refusal").count(), 1, "a code works once");
  await second.fill("#lien", link);
  await press(second, ".acts .p1");
  assert.equal(at(second), "/d/photo");
  await go(second, origin, "/d/recu");
  assert.equal(await second.locator(".entries").count(), 0);

  // The person sees who put it in, looks, keeps one and refuses the other.
  await go(one, origin, "/papiers");
  await see(one, "home");
  assert.equal(await one.locator(".arrival").count(), 2);
  for (const card of await one.locator(".arrival").allInnerTexts()) assert.match(card, /Claire Morel/);
  await press(one, ".arrival a");
  await see(one, "one");
  assert.equal(await one.locator("a[href^='/montrer?']").count(), 0, "not to be shown before a yes");
  await press(one, ".arrival form[action$='/garder'] button");
  await go(one, origin, "/papiers");
  assert.equal(await one.locator("a.paper").count(), 1);
  await go(one, origin, "/montrer");
  await press(one, "button[name=pourquoi][value=logement_social]");
  assert.equal(await one.locator("input[name=papier]").count(), 1, "what waits is not offered");
  await go(one, origin, "/papiers");
  await press(one, ".arrival form[action$='/refuser'] button");
  await see(one, "answered");
  assert.equal(await one.locator(".arrival").count(), 0);
  assert.equal(await one.locator("a.paper").count(), 1);
  await go(one, origin, "/papiers/retires");
  assert.equal(await one.locator("form[action$='/remettre']").count(), 1, "a refused paper rests with the removed ones");
  await go(one, origin, "/qui-a-vu");
  await see(one, "journal");

  // Kept is kept: it cannot be taken back any more.
  await go(desk, origin, "/d/recu");
  assert.equal(await desk.locator(".entries form").count(), 0);

  // Stopped from home, in one tap.
  await go(one, origin, "/papiers");
  await press(one, ".given-in form[action$='/arreter'] button");
  assert.equal(await one.locator(".given-in").count(), 0);
  const after = await desk.reload();
  assert.equal(after.status(), 404);
  await seen(desk, "stopped");
  assert.equal((await one.request.get(origin + path)).status(), 404);
  await go(second, origin, "/d");
  await second.fill("#lien", link);
  await press(second, ".acts .p1");
  assert.equal(await second.locator("a[href='/m']").count(), 1, "a stopped link is like none");
  await second.request.post(`${origin}/d/fin`, { headers: { origin } });
  await go(second, origin, "/d/ferme");
  await seen(second, "ended");
});

/** On paper: the receipt alone, and no button. */
async function checksOnPaper(desk) {
  const shownOn = (target) => desk.locator(target).evaluateAll((all) => all.filter((one) => one.offsetParent !== null).length);
  assert.equal(await shownOn(".entries > li"), 3);
  assert.equal(await shownOn("main button, main a"), 0);
}

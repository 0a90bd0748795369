// Journey 6: the appointment. A social worker asks, the person reads who asks and what for, ticks, agrees to one
// sentence; the papers are beside the list at once. Copies, more time, the end by each of the two, a refusal, and the
// window at the desk, which leaves the professional's own session alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { record } from "../evidence.mjs";
import { open, page, person } from "./browser.mjs";
import { start } from "./demo.mjs";
import { TURNED, journey } from "./journey.mjs";
import { agrees, asks, offered, opens, scans, types, work } from "./meetings.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, again, at, go, openQuickly, press, width } from "./steps.mjs";

const command = "node --test tests/browser/journey-6.test.mjs";

/** What the social worker sits at. */
const OFFICE = { phone: "desktop", "phone-plain": "desktop-plain", "phone-rtl": "phone-rtl", desktop: "phone" };

/** Goes on until the page is as it is wanted: by itself with scripts, by loading it again without. */
async function until(one, scripts, target) {
  if (!scripts) await again(one);
  await one.waitForSelector(target);
}

async function looked(office, person, { scripts, way, see }) {
  await opens(office, { scripts, see });
  assert.ok(await width(office.locator(".leaf img").first()) > 200, "a page is seen");
  await see(office, "papers");
  assert.equal(await office.locator(".check[aria-current]").count(), 1, "the paper in the list");
  assert.ok(await office.locator(".check.none").count() > 0, "what is not shown yet");
  assert.equal(await office.locator("a.check").count(), 2, "what is shown");
  if (OFFICE[way] !== "phone" && OFFICE[way] !== "phone-rtl") {
    const [list, viewer] = await Promise.all([".beside > .stack", ".viewer"].map((part) => office.locator(part).boundingBox()));
    assert.ok(list.x + list.width <= viewer.x, "side by side");
  } else {
    const box = await office.locator(".meeting-end button").boundingBox();
    assert.ok(box.y > office.viewportSize().height / 2, "the end is where the thumb is");
  }
  await press(office, ".viewer .tools a[href*='grand=oui']");
  await see(office, "large");
  assert.equal(await office.locator(".table.large").count(), 1);
  await press(office, ".viewer .tools a[href$='/papiers/1#papier']");
  assert.match(at(office), /\/papiers\/1$/);
  assert.equal(await office.locator(".viewer a[href*='/copie'], form[action$='/garder']").count(), 0, "looking only");
  await person.reload();
  await see(person, "given-seen");
}

/** Asks for a copy; the answer comes on whatever page the person is. */
async function copied(office, one, origin, scripts, { see }) {
  const ask = async (format) => {
    await office.locator("form[action$='/copie']").evaluate((form) => { form.closest("details").open = true; });
    await office.locator(`input[name=format][value=${format}]`).check({ force: true });
    await press(office, "form[action$='/copie'] button");
    await see(office, `copy-asked-${format}`);
  };
  await ask("zip");
  await go(one, origin, "/qui-a-vu");
  await until(one, scripts, "[data-asked] [data-question]");
  await see(one, "asked-copy");
  await press(one, "[data-question] a");
  await see(one, "copy");
  await press(one, "button[name=reponse][value=non]");
  await until(office, scripts, ".note.refusal");
  await see(office, "copy-refused");

  // On a slow network the page would load itself again for the new question: what was pressed before wins.
  if (scripts) {
    await one.route("**/papiers", async (route) => {
      await new Promise((done) => setTimeout(done, 8000));
      await route.continue();
    }, { times: 1 });
    const there = one.waitForURL("**/papiers", { waitUntil: "load" });
    await one.locator(".bar a[href='/papiers']").click({ noWaitAfter: true });
    await ask("pdf-1");
    await there;
  } else {
    await ask("pdf-1");
    await go(one, origin, "/papiers");
  }
  await until(one, scripts, "[data-asked] [data-question]");
  await press(one, "[data-question] a");
  await press(one, "button[name=reponse][value=oui]");
  await until(office, scripts, "form[action$='/garder']");
  await see(office, "copy-given");
  const [download] = await Promise.all([office.waitForEvent("download"), office.locator("form[action$='/garder'] button").click()]);
  const bytes = readFileSync(await download.path());
  assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
  assert.ok(bytes.length <= 1_000_000, `${bytes.length} bytes`);
}

async function longer(one, see) {
  await press(one, "a[href$='/encore']");
  await see(one, "longer");
  await press(one, ".acts .p1");
  assert.match(at(one), /^\/rendez-vous\/[0-9a-f]{32}$/);
  await see(one, "longer-given");
}

/** At the desk, in a window of its own: by card, then by words; the professional's session stays. */
async function window(office, demo, { scripts }, how, see) {
  const { url: origin, people } = demo;
  const { code, address } = await asks(office, origin);
  const session = async () => (await office.context().cookies()).find(({ name }) => name === "__Host-abri").value;
  const before = await session();
  const [desk] = await Promise.all([office.waitForEvent("popup"), office.locator("form[action='/guichet'] button").click()]);
  desk.troubles = [];
  await desk.waitForLoadState("load");
  await see(desk, `desk-${how}`);
  assert.equal(await desk.locator("input[name=rdv]").first().inputValue(), code);
  const [who] = people;
  if (how === "card") {
    await desk.fill("#number", who.card);
    await desk.fill("#code", who.code === "000000" ? "111111" : "000000");
    await press(desk, "form[action='/guichet/carte'] .p1");
    assert.equal(await desk.locator(".note.refusal").count(), 1);
    await see(desk, "desk-wrong");
    assert.equal(await desk.inputValue("#number"), "", "a page that answers a form keeps no secret of a card");
    await desk.fill("#number", who.card);
    await desk.fill("#code", who.code);
    await press(desk, "form[action='/guichet/carte'] .p1");
  } else {
    await desk.locator("details").first().evaluate((details) => { details.open = true; });
    await desk.fill("#identifier", who.identifier);
    await desk.fill("#words", who.words);
    await press(desk, "form[action='/guichet/mots'] button");
  }
  assert.match(at(desk), /^\/guichet\/[0-9a-f]{32}$/);
  await see(desk, "desk-request");
  assert.ok(await width(desk.locator(".thumb img").first()) > 0, "small pictures are seen");
  if (await desk.locator("input[name=papier]:checked").count() === 0) {
    await desk.locator("input[name=papier]").first().check({ force: true });
  }
  if (how === "card") {
    await press(desk, ".acts .p1");
    await see(desk, "desk-agree");
    await press(desk, ".acts .p1");
    await see(desk, "desk-given");
    await press(desk, "main form[action='/guichet/fin'] .p1");
  } else {
    await press(desk, "button[formaction$='/refuser']");
  }
  assert.equal(at(desk), "/guichet/fini");
  await see(desk, "desk-over");
  await desk.goBack({ waitUntil: "load" }).catch(() => null);
  assert.equal(await desk.locator("input[name=papier], .facts").count(), 0, "back shows nothing");
  assert.equal((await desk.request.get(`${origin}${address.replace("/pro/rendez-vous", "/guichet")}`, { maxRedirects: 0 })).headers().location, "/guichet/fini");
  await desk.close();

  assert.equal(await session(), before, "the professional's own session is as it was");
  if (how === "card") {
    await opens(office, { scripts, see: async () => {} });
    assert.ok(await width(office.locator(".leaf img").first()) > 200);
    await press(office, "form[action$='/terminer'] button");
  } else {
    if (!scripts) await again(office);
    await office.waitForSelector("main a.p1[href='/pro/rendez-vous/nouveau']");
  }

}

journey("journey-6", command, ["phone", "phone-plain", ...TURNED], async (walk) => {
  const { demo, origin, scripts, way, someone, see } = walk;
  const one = await someone();
  const { photo, pdf } = await drawn(one.context().browser());
  await openQuickly(one, origin, "Amina");
  await addPapers(one, origin, [photo, pdf], ["cni", "rib"]);
  const office = await someone(OFFICE[way]);
  const seen = (page, what) => see(page, `office-${what}`);
  await work(office, demo, { scripts });

  // Scanned, agreed to, looked at.
  const first = await asks(office, origin, { answers: ["oui", "oui", "non", "non"], see: seen });
  await scans(one, origin, first.code, { scripts, see });
  if (scripts) {
    await office.waitForSelector("main .note[role=status]");
    await seen(office, "read");
  }
  assert.equal(await one.locator("input[name=papier]:checked").count(), 2, "what the list wants and the vault has");
  await agrees(one, { see });
  await looked(office, one, { scripts, way, see: seen });
  await copied(office, one, origin, scripts, { see: async (page, what) => see(page, page === office ? `office-${what}` : what) });
  await go(one, origin, "/papiers");
  await see(one, "home-showing");
  assert.equal(await one.locator(".montre form[action$='/arreter']").count(), 1, "stopped from home");
  await press(one, ".montre p a");
  assert.match(at(one), /^\/rendez-vous\//);
  await longer(one, see);

  // The professional ends it.
  await press(office, "form[action$='/terminer'] button");
  await seen(office, "receipt");
  assert.equal(at(office), first.address);
  await office.goBack({ waitUntil: "load" }).catch(() => null);
  assert.equal(await office.locator(".leaf img").count(), 0, "back shows no page");
  await one.reload();
  assert.equal(at(one), "/papiers?rendez-vous=fini");
  await see(one, "ended");
  assert.equal(await one.locator(".montre").count(), 0);

  // Typed; as last time; stopped by the person, and the professional's page says so.
  const second = await asks(office, origin);
  await types(one, origin, second.code, { see });
  await press(one, "a[href*='comme=avant']");
  await see(one, "as-last-time");
  assert.equal(await one.locator("input[name=papier]:checked").count(), 2);
  await agrees(one);
  await opens(office, { scripts });
  await go(one, origin, "/papiers");
  await press(one, ".montre form[action$='/arreter'] button");
  if (scripts) await office.waitForURL(new RegExp(`${second.address}$`), { waitUntil: "load" });
  else await press(office, ".checks a");
  await seen(office, "stopped");
  assert.equal(await office.locator(".leaf img").count(), 0);
  assert.equal(await office.locator(".facts").count(), 1, "the receipt");

  // Refused: said kindly. Called back: a code that works no more, and a new one with one press.
  const third = await asks(office, origin);
  await types(one, origin, third.code);
  await press(one, "button[formaction$='/refuser']");
  assert.equal(at(one), "/papiers?rendez-vous=non");
  await see(one, "refused");
  await until(office, scripts, "main a.p1[href='/pro/rendez-vous/nouveau']");
  await seen(office, "refused");
  const fourth = await asks(office, origin);
  await press(office, "form[action$='/annuler'] button");
  await seen(office, "called-back");
  await types(one, origin, fourth.code);
  assert.equal(await one.locator(".note.refusal").count(), 1);
  await see(one, "door-wrong");
  await press(office, "form[action$='/encore'] .p1");
  const fifth = await offered(office);
  assert.notEqual(fifth.code, fourth.code);

  // Ticked papers instead of a procedure; whoever is not signed in comes in first.
  await go(office, origin, "/pro/rendez-vous/nouveau?pour=papiers");
  await office.selectOption("#demarche", "logement_social");
  for (const kind of ["cni", "avis_imposition"]) await office.locator(`input[name=genre][value=${kind}]`).check({ force: true });
  await seen(office, "tick");
  await press(office, ".acts .p1");
  const sixth = await offered(office);
  const [known] = demo.people;
  const stranger = await someone();
  if (scripts) {
    await stranger.goto(`${origin}/rdv#${sixth.code.replace("-", "")}`, { waitUntil: "load" });
    await stranger.waitForURL(/\/entrer$/, { waitUntil: "load" });
  } else {
    await go(stranger, origin, "/rdv");
    await stranger.fill("#code", sixth.code);
    await press(stranger, ".acts .p1");
  }
  assert.equal(at(stranger), "/entrer");
  await go(stranger, origin, "/entrer/mots");
  await stranger.fill("#identifier", known.identifier);
  await stranger.fill("#words", known.words);
  await stranger.locator("input[name=place][value=own]").check({ force: true });
  await stranger.locator(".acts .p1").click();
  // Whoever comes in says that the code is theirs: it may have been left by somebody else.
  await stranger.waitForURL(/\/rdv$/, { waitUntil: "load" });
  await see(stranger, "door-brought");
  await stranger.locator(".acts .p1").click();
  await stranger.waitForURL(/\/rendez-vous\/[0-9a-f]{32}$/, { waitUntil: "load" });
  await see(stranger, "ticked-request");
  await press(stranger, "button[formaction$='/refuser']");

  // The office phone has no second window to speak of.
  if (way !== "phone-rtl") {
    await window(office, demo, walk, "card", seen);
    await window(office, demo, walk, "words", seen);
  }
});

describe("appointment-seconds", () => {
  test("from Nouveau rendez-vous to the first page", { timeout: 120_000 }, async () => {
    record("appointment-seconds", "phone-and-office", { figure: null, broken: true, command });
    const demo = await start();
    const browser = await open();
    try {
      const one = await page(await person(browser, "phone", demo.url));
      const office = await page(await person(browser, "desktop", demo.url));
      const { photo, pdf } = await drawn(browser);
      await openQuickly(one, demo.url, "Amina");
      await addPapers(one, demo.url, [photo, pdf], ["cni", "rib"]);
      await work(office, demo, { scripts: true });
      const began = performance.now();
      const { code } = await asks(office, demo.url, { answers: ["oui", "oui", "non", "non"] });
      await scans(one, demo.url, code, { scripts: true });
      await agrees(one);
      await opens(office, { scripts: true });
      assert.ok(await width(office.locator(".leaf img").first()) > 200);
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      console.log(`from Nouveau rendez-vous to the first page: ${seconds} s`);
      record("appointment-seconds", "phone-and-office", { figure: seconds, command });
    } finally {
      await browser.close();
      await demo.stop();
    }
  });
});

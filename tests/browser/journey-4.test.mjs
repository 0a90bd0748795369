// Journey 4: a phone is the scanner of a computer. It photographs without signing in and sees nothing else; the
// paper is on the computer at once; one phone, one vault, and no longer than the computer's page.

import assert from "node:assert/strict";

import { journey } from "./journey.mjs";
import { drawn } from "./papers.mjs";
import { at, go, openQuickly, press } from "./steps.mjs";

const command = "node --test tests/browser/journey-4.test.mjs";
/** The phone beside each computer. */
const PHONES = { desktop: "phone", "desktop-plain": "phone-plain", "phone-rtl": "phone-rtl" };

const begin = async (one, origin) => {
  await go(one, origin, "/papiers/ajouter");
  await one.evaluate(() => document.querySelector("form[action='/papiers/telephone']").scrollIntoView());
  await Promise.all([one.waitForEvent("load"), one.locator("form[action='/papiers/telephone']").evaluate((form) => form.submit())]);
  assert.match(at(one), /^\/papiers\/telephone\/[0-9a-f]{32}$/);
  return one.locator("details .mono").textContent();
};

/** The square is scanned: the phone's browser is led to its address. */
async function scan(phone, link, scripts) {
  if (scripts) {
    await Promise.all([phone.waitForResponse((answer) => answer.request().method() === "POST"), phone.goto(link)]);
    await phone.waitForLoadState("load");
  } else {
    await phone.goto(link);
    await phone.fill("#lien", link);
    await press(phone, ".acts .p1");
  }
  assert.equal(new URL(phone.url()).hash, "", "the secret left the address bar");
}

/** A paper by the camera's loop, or by the form. */
async function send(phone, scripts, file, kind) {
  if (!scripts) {
    await phone.selectOption("#quoi", kind);
    await phone.setInputFiles("#papers", file);
    await press(phone, "form[data-add] .acts .p1");
    return;
  }
  await phone.waitForSelector("form.quick");
  await phone.setInputFiles("input[name=photo]", file);
  for (const what of ["keep", "what"]) await phone.locator(`.loop [data-do=${what}]`).first().click();
  await phone.locator(`.loop [data-kind=${kind}]`).first().click();
  await phone.waitForURL(/\/d\/recu$/, { waitUntil: "load" });
}

async function there(one, scripts, target) {
  if (!scripts) await one.reload();
  await one.locator(target).waitFor();
}

/** What is over is one page, whatever was asked. */
async function over(phone) {
  const answer = await phone.reload();
  return answer.status() === 404 && await phone.locator("a[href='/m']").count() === 1;
}

journey("journey-4", command, Object.keys(PHONES), async ({ origin, way, scripts, someone, see }) => {
  const computer = await someone();
  // On networks that let no stream through, the page asks.
  if (way === "phone-rtl") await computer.route("**/flux", (route) => route.abort());
  const { photo } = await drawn(computer.context().browser());
  await openQuickly(computer, origin, "Amina");
  const link = await begin(computer, origin);
  await see(computer, "square");

  const phone = await someone(PHONES[way]);
  await scan(phone, link, scripts);
  assert.equal(at(phone), "/d/photo");
  await see(phone, "phone");
  assert.doesNotMatch(await phone.content(), /Amina|href="\/papiers/, "the phone sees nothing of the vault");
  await there(computer, scripts, ".joined");
  await see(computer, "joined");

  // The square is taken: another phone finds what a link that is over says.
  const other = await someone(PHONES[way]);
  await scan(other, link, scripts);
  assert.equal(await other.locator("a[href='/m']").count(), 1);
  await see(other, "another-phone");
  assert.equal((await other.request.get(`${origin}/d/photo`)).status(), 404);

  const sent = performance.now();
  await send(phone, scripts, photo, "bulletin_salaire");
  const told = performance.now();
  assert.equal(at(phone), "/d/recu");
  await see(phone, "receipt");
  await there(computer, scripts, "[data-arrived] .paper");
  const seconds = (from) => ((performance.now() - from) / 1000).toFixed(1);
  console.log(`${way}: on the computer ${seconds(sent)} s after the first tap, ${seconds(told)} s after the phone's receipt`);
  await see(computer, "arrived");
  assert.equal(await computer.locator("[data-arrived] .paper img").evaluate((img) => img.complete && img.naturalWidth > 0), true);

  // A second one, the same paper: asked about, sent all the same; nobody said what it is.
  await press(phone, ".acts a.p1");
  if (scripts) {
    await phone.waitForSelector("form.quick");
    await phone.setInputFiles("#papers", { ...photo, name: "deux.pdf", mimeType: "application/pdf" });
    await phone.locator("form[data-add] .acts .p1").click();
    await phone.waitForURL(/\/d\/recu/, { waitUntil: "load" });
  } else {
    await send(phone, scripts, photo, "autre");
  }
  if (await phone.locator("button[name=encore]").count() > 0) {
    await see(phone, "twice");
    await press(phone, "button[name=encore]");
  }
  assert.equal(await phone.locator(".entries > li").count(), 2);
  if (scripts) await computer.waitForFunction(() => document.querySelectorAll("[data-arrived] .paper").length === 2);
  else await computer.reload();
  assert.equal(await computer.locator("[data-arrived] .paper").count(), 2);

  // The phone can neither list nor read.
  for (const path of ["/papiers", "/qui-a-vu", "/compte"]) {
    const answer = await phone.request.get(origin + path, { maxRedirects: 0 });
    assert.equal(answer.status(), 303, path);
    assert.equal(answer.headers().location, "/entrer", path);
  }

  // Done: what has no name yet is asked for, and the phone can send nothing more.
  await press(computer, "form[action$='/fin'] button");
  assert.match(at(computer), /^\/papiers\/[0-9a-f]{32}\/quoi$/);
  await press(computer, "button[name=kind][value=rib]");
  await go(computer, origin, "/papiers");
  assert.equal(await computer.locator("a.paper").count(), 2);
  assert.equal(await computer.locator(".arrival").count(), 0, "one's own phone is not asked about");
  assert.ok(await over(phone));
  await see(phone, "over");
  await phone.goBack();
  assert.equal(await phone.locator(".entries, form[data-add]").count(), 0, "the button back shows nothing");

  // Leaving the page is enough.
  if (scripts) {
    const again = await begin(computer, origin);
    const third = await someone(PHONES[way]);
    await scan(third, again, scripts);
    assert.equal(at(third), "/d/photo");
    await go(computer, origin, "/compte");
    let ended = false;
    for (let tries = 0; tries < 20 && !ended; tries += 1) ended = await over(third);
    assert.ok(ended, "the phone's right ends with the page");
    const path = await begin(computer, origin).then(() => at(computer));
    await computer.request.post(`${origin}${path}/fin`, { headers: { origin } });
    await computer.locator("form[action='/papiers/telephone']").waitFor();
    await see(computer, "computer-over");
  }
});

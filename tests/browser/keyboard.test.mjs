// Without a mouse, and at 400 %: the main journeys are walked by keys alone in a window of 320 pixels.
//
// On the way to what is pressed, every stop must be seen: on the screen, under nothing, with a ring
// around it. No page scrolls sideways.

import assert from "node:assert/strict";

import { journey } from "./journey.mjs";
import { offered, opens, work } from "./meetings.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, at, go, openQuickly, shown } from "./steps.mjs";

const command = "node --test tests/browser/keyboard.test.mjs";

/** More stops than any page has. */
const STOPS = 120;

/** What is wrong with the stop where the focus is: empty if it is well seen. */
const stop = (target) => {
  const here = document.activeElement;
  const name = `${here.tagName.toLowerCase()} "${(here.innerText || here.name || "").trim().slice(0, 30)}"`;
  const found = [];
  const box = here.getBoundingClientRect();
  // A field is in the middle of its box, a link of several lines may have nothing in its own.
  const { x, y, width, height } = here.getClientRects()[0] ?? box;
  const top = document.elementFromPoint(x + width / 2, y + Math.min(height / 2, 20));
  const seen = top && (here.contains(top) || top.contains(here) || here.closest("label, .cells")?.contains(top));
  if (!seen) found.push(`${name} is under something, or off the screen`);
  const ringed = (element) => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  };
  const cell = here.closest(".cells")?.querySelector("i");
  // A corner on a photograph has its ring as the line of its circle.
  const circle = here.matches("[role=slider]") && here.querySelector(".seen");
  const lined = circle && parseFloat(getComputedStyle(circle).strokeWidth) >= 4;
  if (!lined && !ringed(cell ?? here)) found.push(`${name} has no ring`);
  return { found, there: here.matches(target) };
};

/** Goes on with the Tab key until `target` has the focus. */
async function reach(one, target) {
  for (let stops = 0; stops < STOPS; stops += 1) {
    await one.keyboard.press("Tab");
    const { found, there } = await one.evaluate(stop, target);
    assert.deepEqual(found, [], one.url());
    if (there) return;
  }
  assert.fail(`${target} is not reached at ${one.url()}`);
}

async function press(one, target) {
  await reach(one, target);
  await Promise.all([one.waitForEvent("load"), one.keyboard.press("Enter")]);
}

/** On a page of questions, where each takes the place of the one before. */
async function answer(one, target, next) {
  await reach(one, target);
  await one.keyboard.press("Enter");
  await one.waitForSelector(next);
}

async function type(one, target, text) {
  await reach(one, target);
  await one.keyboard.type(text);
}

/** Of dots, one is a stop: the arrows go on from it. */
async function choose(one, name, value) {
  await reach(one, `input[name=${name}]`);
  const chosen = () => one.locator(`input[name=${name}][value='${value}']`).isChecked();
  await one.keyboard.press("Space");
  for (let steps = 0; steps < 5 && !await chosen(); steps += 1) await one.keyboard.press("ArrowDown");
  assert.ok(await chosen(), `${name} is ${value}`);
}

async function opening(one, origin, see) {
  await go(one, origin, "/");
  await see(one, "welcome");
  await one.keyboard.press("Tab");
  assert.ok(await one.evaluate(() => document.activeElement.matches(".skip")), "the first stop leads past the sky");
  await one.keyboard.press("Enter");
  await press(one, "a[href='/ouvrir']");
  await press(one, "button[name=place][value=own]");
  await see(one, "notice");
  await press(one, "button[name=given][value=screen]");
  await type(one, "#name", "Amina");
  await press(one, ".acts .p1");
  await press(one, ".kinds button");
  await see(one, "code");
  const code = await shown(one, ".code b.large");
  await type(one, "#typed", code);
  await press(one, ".acts .p1");
  await see(one, "card");
  await press(one, ".acts a.p2");
}

async function filing(one, origin, see) {
  await go(one, origin, "/papiers");
  await see(one, "home-empty");
  await press(one, "main a[href='/papiers/ajouter']");
  await reach(one, "#papers");
  await one.setInputFiles("#papers", [(await drawn(one.context().browser())).photo]);
  await one.waitForSelector("[data-do=keep]");
  await see(one, "look");
  await answer(one, "[data-do=corners]", "[data-do=straight]");
  await reach(one, "[data-frame] [role=slider]");
  await one.keyboard.press("ArrowRight");
  await see(one, "corners");
  await answer(one, "[data-do=straight]", "[data-do=keep]");
  await answer(one, "[data-do=keep]", "[data-do=what]");
  await answer(one, "[data-do=what]", "[data-kind]");
  await see(one, "kind");
  await answer(one, "[data-kind=cni]", "[data-do=alone]");
  await press(one, "[data-do=alone]");
  await one.waitForSelector("#day");
  await see(one, "end");
  await type(one, "#day", "1");
  await type(one, "#month", "3");
  await type(one, "#year", "2031");
  await press(one, ".acts .p1");
  await see(one, "done");
  await press(one, ".acts .p1");
  assert.equal(at(one), "/papiers");
  await press(one, "a.paper");
  await see(one, "one");
}

/** The person lets somebody put papers in; gives the code to type. */
async function inviting(one, origin, see) {
  await go(one, origin, "/papiers/ajouter");
  await press(one, "main a[href='/depots/nouveau']");
  await see(one, "deposit-new");
  await type(one, "#nom", "Claire Morel");
  await choose(one, "jours", "7");
  await choose(one, "papiers", "10");
  await press(one, ".acts .p1");
  await see(one, "deposit-agree");
  await press(one, ".acts .p1");
  await press(one, "form[action$='/code'] button");
  await see(one, "deposit-given");
  return shown(one, "#code b:not(.long)");
}

async function putting(one, origin, code, see) {
  await go(one, origin, "/d");
  await type(one, "#lien", code);
  await press(one, ".acts .p1");
  await see(one, "deposit-send");
  await one.waitForSelector("form.quick");
  await reach(one, "#papers");
  await one.setInputFiles("#papers", [(await drawn(one.context().browser())).pdf]);
  await reach(one, "form[data-add] .acts .p1");
  await Promise.all([one.waitForURL(/\/d\/recu/, { waitUntil: "load" }), one.keyboard.press("Enter")]);
  await see(one, "deposit-receipt");
  await press(one, "a[href='/d/photo']");
  await one.waitForSelector("form.quick");
  await reach(one, "#papers");
  await one.setInputFiles("#papers", [(await drawn(one.context().browser())).photo]);
  await one.waitForSelector("[data-do=keep]");
  await answer(one, "[data-do=keep]", "[data-do=what]");
  await answer(one, "[data-do=what]", "[data-kind]");
  await reach(one, "[data-kind=rib]");
  await Promise.all([one.waitForURL(/\/d\/recu/, { waitUntil: "load" }), one.keyboard.press("Enter")]);
  await press(one, ".entries > li:last-child form button");
  assert.equal(await one.locator(".entries > li").count(), 1);
}

async function answering(one, origin, see) {
  await go(one, origin, "/papiers");
  await see(one, "deposit-home");
  // Nobody said what it is: that is asked next.
  await press(one, ".arrival form[action$='/garder'] button");
  await press(one, "button[name=kind][value=rib]");
  await go(one, origin, "/papiers");
  assert.equal(await one.locator(".arrival").count(), 0);
  await press(one, ".given-in form[action$='/arreter'] button");
  await go(one, origin, "/papiers/ajouter");
  await press(one, "form[action='/papiers/telephone'] button");
  await see(one, "phone");
  await press(one, "form[action$='/fin'] button");
  assert.equal(at(one), "/papiers");
}

async function showing(one, see) {
  await press(one, "main a.t2");
  await see(one, "why");
  await press(one, "button[name=pourquoi][value=logement_social]");
  await see(one, "what");
  const box = one.locator("input[name=papier]");
  await reach(one, "input[name=papier]");
  if (!await box.isChecked()) await one.keyboard.press("Space");
  assert.ok(await box.isChecked());
  await press(one, ".acts .p1");
  await type(one, "#nom", "Claire Morel");
  await press(one, ".acts .p1");
  await see(one, "until");
  await choose(one, "fin", "jour");
  await press(one, ".acts .p1");
  await see(one, "how");
  await choose(one, "mode", "view");
  await press(one, ".acts .p1");
  await choose(one, "code", "oui");
  await press(one, ".acts .p1");
  await see(one, "agree");
  await press(one, ".acts .p1");
  await see(one, "given");
  const code = await shown(one, ".stack .card.code b");
  await reach(one, "summary");
  await one.keyboard.press("Enter");
  return { code, link: (await one.locator("details[open] .mono").first().innerText()).trim() };
}

async function looking(one, { link, code }, see) {
  await one.goto(link, { waitUntil: "load" });
  await press(one, ".acts .p1");
  await see(one, "who");
  await type(one, "#nom", "Claire Morel");
  await type(one, "#code", code);
  await press(one, ".acts .p1");
  await see(one, "papers");
  await press(one, ".checks a");
  await see(one, "paper");
  await reach(one, ".table");
}

journey("keyboard", command, ["zoomed"], async ({ origin, someone, see }) => {
  const one = await someone();
  await opening(one, origin, see);
  await filing(one, origin, see);
  const given = await showing(one, see);
  const reader = await someone();
  await looking(reader, given, (page, what) => see(page, `reader-${what}`));

  await go(one, origin, "/papiers");
  await see(one, "home-showing");
  await press(one, ".montre form button");
  await press(one, ".bar a[href='/qui-a-vu']");
  await see(one, "journal");
  await press(one, ".bar a[href='/compte']");
  await see(one, "account");
  await press(one, "main form[action='/sortir'] button");
  assert.equal(at(one), "/entrer");
});

journey("keyboard-deposits", command, ["zoomed"], async ({ origin, someone, see }) => {
  const one = await someone();
  await openQuickly(one, origin, "Amina");
  const code = await inviting(one, origin, see);
  const desk = await someone();
  await putting(desk, origin, code, (page, what) => see(page, `desk-${what}`));
  await answering(one, origin, see);
});

journey("keyboard-appointment", command, ["zoomed"], async ({ demo, origin, scripts, someone, see }) => {
  const one = await someone();
  await openQuickly(one, origin, "Amina");
  await addPapers(one, origin, [(await drawn(one.context().browser())).pdf], ["cni"]);
  const office = await someone();
  await work(office, demo, { scripts });
  const seen = (page, what) => see(page, `office-${what}`);
  await press(office, "a.p1[href='/pro/rendez-vous/nouveau']");
  await press(office, ".kinds a[href$='pour=rsa']");
  await choose(office, "famille", "oui");
  await choose(office, "duree", "60");
  await seen(office, "ask");
  await press(office, ".acts .p1");
  const { code } = await offered(office, seen);

  await go(one, origin, "/rdv");
  await type(one, "#code", code);
  await press(one, ".acts .p1");
  await see(one, "request");
  await reach(one, "input[name=papier]");
  await press(one, ".acts .p1");
  await see(one, "agree");
  await press(one, ".acts .p1");
  await see(one, "given");

  await opens(office, { scripts });
  await seen(office, "papers");
  await reach(office, ".meeting-end button");
  await reach(office, ".check[href*='/papiers/']");
  await reach(office, ".viewer .table");
  await office.reload();
  await press(office, ".meeting-end button");
  await seen(office, "receipt");

  // The door at the desk, by keys alone.
  await go(office, origin, "/guichet");
  await type(office, "#rdv", "KD47RM");
  await type(office, "#number", demo.people[0].card);
  await type(office, "#code", demo.people[0].code);
  await press(office, "form[action='/guichet/carte'] .p1");
  assert.equal(await office.locator(".note.refusal").count(), 1, "a code of nobody's");
  await seen(office, "desk");
});

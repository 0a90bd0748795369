// What people do again and again, by the names of fields and not by words: the same steps serve
// every language.

import assert from "node:assert/strict";

/** Presses what leads to another page, and waits for that page: not for a late word of the page before. */
export async function press(one, target) {
  const another = one.waitForEvent("framenavigated", (frame) => frame === one.mainFrame());
  await Promise.all([another, one.locator(target).first().click()]);
  await one.waitForLoadState("load");
}

/** Loads the page again; a page without script may be doing so by itself at this very moment. */
export async function again(one) {
  await one.reload().catch((trouble) => {
    if (!/ERR_ABORTED|Not attached/.test(trouble.message)) throw trouble;
    return one.waitForLoadState("load");
  });
}

/** Goes to a path of the service; once more where the page before was loading itself again at this very moment. */
export async function go(one, origin, path) {
  const to = () => one.goto(origin + path, { waitUntil: "load" });
  return to().catch((trouble) => {
    if (!/ERR_ABORTED|interrupted by another navigation/.test(trouble.message)) throw trouble;
    return to();
  });
}

/** How many sheets a page takes when it is printed. */
export async function sheets(one) {
  const pdf = await one.pdf({ format: "A4", preferCSSPageSize: true });
  return (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
}

/** The path that the page stands at, without its origin. */
export function at(one) {
  const { pathname, search } = new URL(one.url());
  return pathname + search;
}

/** A number that is shown for copying: what is in the box, blanks and breaks taken out. */
export async function shown(one, target) {
  return (await one.locator(target).first().innerText()).replace(/\s+/g, "");
}

/** The number of a card or sheet on the page: seven groups of four, on two lines. */
async function grouped(one) {
  const groups = (await shown(one, ".code b.long")).match(/[0-9A-Z]{4}/g) ?? [];
  assert.equal(groups.length, 7);
  return groups.join("-");
}

/** Six digits that are certainly not these. */
export function other(code) {
  return code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
}

const nobody = async () => {};

/** From the welcome page to the code of this phone, or to the card on a shared computer. */
export async function begin(one, origin, { place = "own", name = "Amina", see = nobody } = {}) {
  await go(one, origin, "/");
  await see(one, "welcome");
  await press(one, "main a[href='/ouvrir']");
  await see(one, "place");
  await press(one, `button[name=place][value=${place}]`);
  await see(one, "notice");
  await press(one, "button[name=given][value=screen]");
  await see(one, "name");
  await one.fill("#name", name);
  await press(one, ".acts .p1");
  if (place === "own") {
    await see(one, "picture");
    await press(one, ".kinds button");
  }
}

/** The six digits on the page, typed back; a wrong one first, if asked. Gives the digits. */
export async function noteCode(one, { see = nobody, wrong = false, what = "code" } = {}) {
  await see(one, what);
  const code = await shown(one, ".code b.large");
  assert.match(code, /^\d{6}$/);
  if (wrong) {
    await one.fill("#typed", other(code));
    await press(one, ".acts .p1");
    await see(one, `${what}-wrong`);
    assert.equal(await one.locator(".note.refusal").count(), 1);
  }
  await one.fill("#typed", code);
  await press(one, ".acts .p1");
  return code;
}

/** Opens a vault on a phone of one's own and stops before the card. Gives the code. */
export async function openQuickly(one, origin, name) {
  await begin(one, origin, { name });
  const code = await noteCode(one);
  await go(one, origin, "/papiers");
  return code;
}

/** The card: made if it must be, its code learnt, its number copied and confirmed. */
export async function makeCard(one, { see = nobody } = {}) {
  if (await one.locator("form[action='/compte/carte/faire']").count() > 0) {
    await see(one, "card-none");
    await press(one, ".acts .p1");
  }
  await see(one, "card");
  const number = await grouped(one);
  await press(one, ".acts a.p2");
  const code = await noteCode(one, { see, what: "card-code" });
  if (at(one).startsWith("/compte/carte?")) await press(one, ".acts a.p2");
  await see(one, "card-check");
  await one.fill("#typed", "0000");
  await press(one, ".acts .p1");
  assert.equal(await one.locator(".note.refusal").count(), 1);
  await see(one, "card-check-wrong");
  await one.fill("#typed", number.slice(-4).toLowerCase());
  await press(one, ".acts .p1");
  return { number, code };
}

/** The rescue code: made, copied, confirmed. */
export async function makeRescue(one, { see = nobody } = {}) {
  await see(one, "rescue-none");
  await press(one, ".acts .p1");
  await see(one, "rescue");
  const rescue = await grouped(one);
  await press(one, ".acts a.p2");
  await see(one, "rescue-check");
  await one.fill("#typed", rescue.slice(-4));
  await press(one, ".acts .p1");
  return rescue;
}

/** An identifier and the five words that are drawn for it. */
export async function chooseWords(one, identifier, { see = nobody } = {}) {
  await see(one, "words");
  await one.fill("#typed", identifier);
  await press(one, ".acts .p1");
  await see(one, "words-note");
  const words = await one.locator(".words-shown li b").allInnerTexts();
  assert.equal(words.length, 5);
  await one.fill("#typed", words.at(-1));
  await press(one, ".acts .p1");
  return words.join(" ");
}

/** Signs out from the account. */
export async function signOut(one, origin) {
  await go(one, origin, "/compte");
  await press(one, "main form[action='/sortir'] button");
  assert.equal(at(one), "/entrer");
}

/** With this phone's picture and its code. */
export async function enterByPhone(one, origin, code) {
  await go(one, origin, "/entrer");
  await press(one, ".kinds a");
  await one.fill("#code", code);
  await press(one, ".acts .p1");
}

/** With the card, its number typed or scanned, and its code. */
export async function enterByCard(one, origin, number, code, { place = "shared", see = nobody } = {}) {
  await go(one, origin, "/carte");
  await see(one, "enter-card");
  await one.fill("#number", number.toLowerCase());
  await press(one, ".acts .p1");
  await see(one, "enter-card-code");
  await one.fill("#code", code);
  await one.check(`input[name=place][value=${place}]`, { force: true });
  await press(one, ".acts .p1");
}

/** Files put in, one after the other said to be of a kind; a date for those that are asked for one. */
export async function addPapers(one, origin, files, kinds, { see = nobody, end = null } = {}) {
  await go(one, origin, "/papiers/ajouter");
  await see(one, "add");
  await one.setInputFiles("#papers", files);
  await press(one, "form[data-add] .acts .p1");
  if (at(one).startsWith("/papiers/arrives")) {
    await see(one, "arrived");
    await press(one, ".acts .p1");
  }
  for (const [number, kind] of kinds.entries()) {
    await see(one, `kind-${number}`);
    const square = `button[name=kind][value=${kind}]`;
    if (await one.locator(square).count() === 0) await press(one, "a[href*='tous=1']");
    await press(one, square);
    if (at(one).includes("/fin")) {
      await see(one, `end-${number}`);
      if (end) {
        // A paper that comes every month is asked for its month alone.
        const fields = Object.entries(end);
        for (const [field, value] of fields) {
          if (await one.locator(`#${field}`).count() > 0) await one.fill(`#${field}`, value);
        }
        await press(one, ".acts .p1");
      } else {
        await press(one, "button[name=none]");
      }
    }
    await see(one, `done-${number}`);
    if (number + 1 < kinds.length) await press(one, ".acts .p1");
  }
}

/** Shows the first `count` papers; gives the link and the spoken code, if one was asked for. */
export async function show(one, origin, { who, structure = "", until = "jour", mode = "view", spoken = true, count = 2, see = nobody } = {}) {
  await go(one, origin, "/montrer");
  await see(one, "why");
  await press(one, "button[name=pourquoi][value=logement_social]");
  await see(one, "what");
  const boxes = one.locator("input[name=papier]");
  for (let number = 0; number < count; number += 1) await boxes.nth(number).check({ force: true });
  await press(one, ".acts .p1");
  await see(one, "who");
  await one.fill("#nom", who);
  await one.fill("#structure", structure);
  await press(one, ".acts .p1");
  await see(one, "until");
  await one.check(`input[name=fin][value=${until}]`, { force: true });
  await press(one, ".acts .p1");
  await see(one, "how");
  await one.check(`input[name=mode][value=${mode}]`, { force: true });
  await press(one, ".acts .p1");
  await see(one, "code");
  await one.check(`input[name=code][value=${spoken ? "oui" : "non"}]`, { force: true });
  await press(one, ".acts .p1");
  await see(one, "agree");
  await press(one, ".acts .p1");
  await see(one, "given");
  const link = (await one.locator("details .mono").first().textContent()).trim();
  const code = spoken ? await shown(one, ".stack .card.code b") : "";
  return { link, code };
}

/** The social worker opens a link: where scripts are off, the link is pasted into its field. */
export async function openLink(one, origin, link, { scripts, see = nobody }) {
  await one.goto(link, { waitUntil: "load" });
  if (!scripts) await one.fill("#lien", link);
  await see(one, "link");
  assert.ok(!scripts || new URL(one.url()).hash === "", "the secret left the address bar");
  await press(one, ".acts .p1");
}

/** How wide a picture really is, once it has come; 0 if it never does. Asked from outside: timers of pages may be off. */
export async function width(image) {
  for (let tries = 0; tries < 50; tries += 1) {
    await image.scrollIntoViewIfNeeded();
    const wide = await image.evaluate((img) => (img.complete ? img.naturalWidth : 0));
    if (wide > 0) return wide;
    await image.page().waitForTimeout(100);
  }
  return 0;
}

/**
 * The quick exit leads away, and the button "back" shows nothing of the vault. The neutral page is
 * another site: nothing of it is fetched here.
 */
export async function leaveFast(one, origin) {
  const away = (url) => url.origin !== origin;
  await one.context().route(away, (route) => route.fulfill({ contentType: "text/html", body: "<title>Abri</title>" }));
  await one.locator(".leave").click();
  await one.waitForURL(away);
  await one.goBack({ waitUntil: "load" }).catch(() => null);
  assert.equal(await one.locator("a[href='/papiers/ajouter'], a[href='/p/papiers/1#papier']").count(), 0, "back shows nothing");
  await one.context().unroute(away);
}

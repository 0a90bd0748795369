// English and Arabic, on a phone and on a computer: the main pages are walked. None says a French sentence
// outside what is marked as French, none says a key, none scrolls sideways, in a window of 320 pixels neither;
// each says that nobody has reviewed it. What is agreed to stands in French too.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { WAYS, root } from "./browser.mjs";
import { program } from "./demo.mjs";
import { journey, late } from "./journey.mjs";
import { agrees, asks, opens, scans, work } from "./meetings.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, at, begin, chooseWords, go, makeCard, makeRescue, noteCode, openLink, openQuickly, press, show } from "./steps.mjs";

const command = "node --test tests/browser/languages.test.mjs";
const DIRECTIONS = { fr: "ltr", en: "ltr", ar: "rtl" };

/** French sentences that take nothing, of three words at least: shorter ones may be words of a name. */
const FRENCH = readdirSync(join(root, "src/i18n/fr")).flatMap((name) => {
  const lines = readFileSync(join(root, "src/i18n/fr", name), "utf8").split("\n");
  const texts = lines.filter((line) => /^[a-z]/.test(line) && !line.includes("{")).map((line) => line.slice(line.indexOf("=") + 1));
  return texts.map((text) => text.replace(/<\/?b>/g, "").trim()).filter((text) => text.split(/\s+/).length >= 3);
});

/** What the page says outside its French passages: its words, and those that are read aloud instead. */
const words = () => {
  const said = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (!parentElement.closest("[lang=fr], script, style")) said.push(data);
  }
  for (const element of document.querySelectorAll("[aria-label], [alt], [placeholder], [title]")) {
    if (element.closest("[lang=fr]")) continue;
    for (const name of ["aria-label", "alt", "placeholder", "title"]) said.push(element.getAttribute(name) ?? "");
  }
  return said.map((text) => text.replace(/[\s\u2066-\u2069]+/g, " ").trim()).filter((text) => text !== "");
};

/** What is wrong with the language of a page. */
async function faults(one, language) {
  const found = [];
  const html = await one.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));
  if (html.lang !== language || html.dir !== DIRECTIONS[language]) found.push(`is in ${html.lang}, ${html.dir}`);
  if (await one.locator(".unreviewed").count() !== (language === "fr" ? 0 : 1)) found.push("does not say whether it is reviewed");
  for (const text of await one.evaluate(words)) {
    if (/^[a-z]+(-[a-z0-9]+)+$/.test(text)) found.push(`says the key ${text}`);
    const french = FRENCH.find((sentence) => text.includes(sentence));
    if (french) found.push(`says in French: ${french}`);
  }
  const { width, height } = one.viewportSize();
  if (width === 360) {
    await one.setViewportSize({ width: 320, height });
    const wide = await one.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) found.push(`scrolls sideways in 320 pixels, by ${wide}`);
    await one.setViewportSize({ width, height });
  }
  return found.map((fault) => `${new URL(one.url()).pathname} ${fault}`);
}

async function choosing(one, origin) {
  await go(one, origin, "/");
  assert.deepEqual(
    await one.locator(".tongues button:not([value=qps])").evaluateAll((all) => all.map((button) => [button.value, button.lang])),
    [["fr", "fr"], ["en", "en"], ["ar", "ar"]],
  );
  for (const language of ["en", "ar", "fr"]) {
    await press(one, `.tongues button[value=${language}]`);
    assert.deepEqual(await faults(one, language), []);
  }
}

/** In French too, beside it: the same number of sentences, and marked as French. */
async function inFrench(one, said) {
  assert.ok(await one.locator(`[lang=fr][dir=ltr] ${said}, ${said}[lang=fr][dir=ltr]`).count() > 0, `${at(one)} says it in French too`);
}

async function opening(one, origin, identifier, see) {
  await begin(one, origin, {
    see: async (page, what) => {
      await see(page, what);
      if (what === "notice") await inFrench(page, "h2");
    },
  });
  await noteCode(one, { see });
  await makeCard(one, { see });
  await makeRescue(one, { see });
  await chooseWords(one, identifier, { see });
}

async function papers(one, origin, see) {
  await go(one, origin, "/papiers");
  await see(one, "home-empty");
  const { photo, pdf } = await drawn(one.context().browser());
  await addPapers(one, origin, [photo, pdf], ["cni", "bulletin_salaire"], { see, end: { day: "1", month: "3", year: "2031" } });
  await go(one, origin, "/papiers");
  await see(one, "home");
  await press(one, "a.paper");
  await see(one, "one");
  await go(one, origin, "/papiers/retires");
  await see(one, "removed");
  await go(one, origin, "/imprimer");
  await see(one, "print");
}

async function lists(one, origin, see) {
  await go(one, origin, "/demarches");
  await see(one, "procedures");
  for (const procedure of ["cni_refaire", "rsa"]) {
    await go(one, origin, `/demarches/${procedure}`);
    await see(one, `procedure-${procedure}`);
  }
  await go(one, origin, "/demarches/cni_refaire?perte=oui");
  await see(one, "procedure-list");
}

async function agreeing(one, origin, see) {
  const seen = async (page, what) => {
    await see(page, what);
    if (what === "agree") await inFrench(page, ".said");
  };
  return show(one, origin, { who: "Claire Morel", structure: "Association Le Porche", see: seen });
}

async function reading(reader, origin, { link, code }, see) {
  await openLink(reader, origin, link, { scripts: true, see });
  await see(reader, "reader-who");
  await reader.fill("#nom", "Claire Morel");
  await reader.fill("#code", code);
  await press(reader, ".acts .p1");
  await see(reader, "reader-papers");
  await press(reader, ".checks a");
  await see(reader, "reader-one");
}

async function depositing(one, origin, see) {
  await go(one, origin, "/depots/nouveau");
  await see(one, "deposit-new");
  await one.fill("#nom", "Karim Haddad");
  await press(one, ".acts .p1");
  await see(one, "deposit-agree");
  await inFrench(one, ".said");
  await press(one, ".acts .p1");
  await see(one, "deposit-given");
  await go(one, origin, "/depots/mediateur");
  await see(one, "mediator-agree");
  await inFrench(one, ".said");
}

async function looking(one, origin, see) {
  for (const [path, what] of [["/papiers", "home-shown"], ["/montrer/actifs", "shown"], ["/accords", "agreements"], ["/qui-a-vu", "journal"], ["/compte", "account"], ["/compte/ecrans", "screens"]]) {
    await go(one, origin, path);
    await see(one, what);
  }
  await go(one, origin, "/compte/information");
  await see(one, "account-notice");
  await inFrench(one, "h2");
}

/** What belongs to nobody: the doors, the help, an address that leads nowhere. */
async function doors(one, origin, see) {
  for (const path of ["/aide", "/entrer", "/carte", "/entrer/mots", "/secours", "/entrer/perdu", "/entrer/perdu/code", "/m", "/d", "/pro/entrer", "/pro/carte", "/rien"]) {
    await go(one, origin, path);
    await see(one, `door${path.replace(/\//g, "-")}`);
  }
}

async function professional(one, demo, see) {
  const operator = (...more) =>
    execFileSync(program, ["structure", ...more, "--config", join(demo.data, "demo.toml")], { encoding: "utf8" }).trim().split("\n");
  const [made, first] = operator("create", "Le Porche");
  operator("verify", made.split(" ")[1]);
  await one.goto(first.split(" ")[1], { waitUntil: "load" });
  await press(one, ".acts .p1");
  await one.locator("details").evaluateAll((all) => all.forEach((details) => { details.open = true; }));
  await see(one, "join");
  await inFrench(one, "p");
  await one.fill("#nom", "Nadia Benali");
  await press(one, "form[action='/rejoindre/compte'] .p1");
  await see(one, "pro-words");
  await one.fill("#words", (await one.locator(".words-shown b").allTextContents()).join(" "));
  await press(one, ".acts .p1");
  for (const [path, what] of [["/pro", "pro-home"], ["/pro/structure", "team"], ["/pro/compte", "pro-account"], ["/pro/compte/journal", "pro-journal"], ["/pro/compte/ecrans", "pro-screens"]]) {
    await go(one, demo.url, path);
    await see(one, what);
  }
}

/** Each language whole, at one of the two sizes; at the other one in the long run. */
const WALKED = ["phone-ar", "desktop-en", ...late("phone-en", "desktop-ar")];

/** Walks, and tells all faults of all pages at the end. */
const held = (walk) => async (given) => {
  const wrong = [];
  const look = async (one, what) => {
    await given.see(one, what);
    wrong.push(...await faults(one, WAYS[given.way].language));
  };
  await walk({ ...given, look });
  assert.deepEqual([...new Set(wrong)], []);
};

journey("languages-vault", command, WALKED, held(async ({ origin, way, someone, look }) => {
  const one = await someone();
  await opening(one, origin, `amina.${way}`, look);
  await lists(one, origin, look);
}));

journey("languages-papers", command, WALKED, held(async ({ origin, someone, look }) => {
  const one = await someone();
  await openQuickly(one, origin, "Amina");
  await papers(one, origin, look);
  await depositing(one, origin, look);
}));

journey("languages-show", command, WALKED, held(async ({ origin, someone, look }) => {
  const one = await someone();
  await openQuickly(one, origin, "Amina");
  const { photo, pdf } = await drawn(one.context().browser());
  await addPapers(one, origin, [photo, pdf], ["cni", "bulletin_salaire"]);
  const shown = await agreeing(one, origin, look);
  await reading(await someone(), origin, shown, look);
  await looking(one, origin, look);
}));

/** The two of an appointment read the same language; what is agreed to stands in French too. */
journey("languages-appointment", command, ["phone-en", "phone-ar"], held(async ({ demo, origin, way, someone, look }) => {
  const one = await someone();
  await openQuickly(one, origin, "Amina");
  const { photo, pdf } = await drawn(one.context().browser());
  await addPapers(one, origin, [photo, pdf], ["cni", "rib"]);
  const office = await someone(way.replace("phone", "desktop"));
  const seen = (page, what) => look(page, `office-${what}`);
  await work(office, demo, { scripts: true });
  const { code, address } = await asks(office, origin, { answers: ["oui", "oui", "non", "non"], see: seen });
  await scans(one, origin, code, { scripts: true });
  const answering = async (page, what) => {
    await look(page, what);
    if (what === "agree") await inFrench(page, ".said");
  };
  await agrees(one, { see: answering });
  await opens(office, { scripts: true });
  await seen(office, "papers");
  await go(one, origin, `${at(one)}/encore`);
  await look(one, "longer");
  await inFrench(one, ".said");
  await press(office, "form[action$='/terminer'] button");
  await seen(office, "receipt");
  assert.equal(at(office), address);
}));

journey("languages-doors", command, WALKED, held(async ({ demo, origin, someone, look }) => {
  const one = await someone();
  await doors(one, origin, look);
  await professional(await someone(), demo, look);
  await choosing(one, origin);
}));

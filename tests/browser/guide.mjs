// The pictures of the user guide: `abri demo` is started, invented people walk through it, and what they see
// is written to docs/guide/images. Run it when pages change, then look at every picture:
//
//   cargo build --release && node tests/browser/guide.mjs
//
// The words of the browser itself are French where its languages are installed (Debian: chromium-l10n).

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { open, page, person, root } from "./browser.mjs";
import { start } from "./demo.mjs";
import { agrees, asks, opens, scans, work } from "./meetings.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, at, begin, chooseWords, enterByCard, go, makeCard, makeRescue, noteCode, press, show } from "./steps.mjs";

const guide = join(root, "docs/guide");
const folder = join(guide, "images");
/** Where pictures wait until all are taken: a walk that breaks off leaves the old ones alone. */
let fresh;
/** Bytes of one picture, and of all of them: the guide is read on a phone. */
const LARGEST = 60_000;
const ALL = 2_000_000;

/** A picture of what is in the window; `from` is brought to its top first. */
async function take(one, name, { from = null } = {}) {
  await one.waitForLoadState("networkidle");
  await one.evaluate(async (target) => {
    document.activeElement?.blur();
    const top = target ? document.querySelector(target).getBoundingClientRect().top + scrollY - 16 : 0;
    scrollTo(0, top);
    await Promise.all([...document.images].filter(({ loading }) => loading !== "lazy").map((image) => image.decode().catch(() => {})));
  }, from);
  const debug = await one.context().newCDPSession(one);
  for (const quality of [70, 50, 30]) {
    const { data } = await debug.send("Page.captureScreenshot", { format: "webp", quality });
    const bytes = Buffer.from(data, "base64");
    if (bytes.length > LARGEST && quality > 30) continue;
    writeFileSync(join(fresh, `${name}.webp`), bytes);
    break;
  }
  await debug.detach();
}

/** Takes a picture at the steps that have a name in `names`. */
const taking = (names) => async (one, what) => { if (names[what]) await take(one, names[what]); };

/** A professional of the demonstration comes in with a card and words. */
async function comesIn(one, demo, role) {
  const { card, words } = demo.professionals.find((each) => each.role === role);
  await one.goto(`${demo.url}/pro/carte#${card.replaceAll("-", "")}`, { waitUntil: "load" });
  await one.fill("#words", words);
  await one.locator("input[name=place][value=own]").check({ force: true });
  await press(one, ".acts .p1");
}

/** The loop of the camera, up to the question what it is. */
async function photographs(one, file, { kept = null } = {}) {
  await one.waitForSelector("form.quick");
  await one.setInputFiles("#papers", file);
  await one.locator(".loop [data-do=keep]").waitFor();
  if (kept) await take(one, kept);
  await one.locator(".loop [data-do=keep]").click();
  await one.locator(".loop [data-do=what]").waitFor();
  await one.locator(".loop [data-do=what]").click();
}

/** A vault is opened alone, on a phone; the first papers; the ways in. */
async function opensAlone({ demo, someone, files }) {
  const one = await someone("phone");
  const see = taking({ welcome: "p-accueil", place: "p-appareil", notice: "p-a-savoir" });
  await begin(one, demo.url, { name: "Amina", see });
  await noteCode(one, { see: taking({ code: "p-code" }) });
  await makeCard(one, { see: taking({ card: "p-carte" }) });
  await makeRescue(one, { see: taking({ rescue: "p-secours" }) });
  await chooseWords(one, "amina-guide", { see: taking({ "words-note": "p-mots" }) });

  await go(one, demo.url, "/papiers/ajouter");
  await take(one, "p-ajouter");
  await photographs(one, files.photo, { kept: "p-photo" });
  await one.locator(".loop [data-kind=cni]").waitFor();
  await take(one, "p-quoi");
  await one.locator(".loop [data-kind=cni]").click();
  await one.locator(".loop [data-do=alone]").waitFor();
  await take(one, "p-verso");
  await one.locator(".loop [data-do=alone]").click();
  await one.waitForURL(/\/(fin|range)$/, { waitUntil: "load" });
  if (at(one).endsWith("/fin")) {
    await take(one, "p-date");
    await press(one, "button[name=none]");
  }
  await take(one, "p-range");
  await go(one, demo.url, "/papiers/ajouter");
  await press(one, "a[href='/depots/nouveau']");
  await one.fill("#nom", "Claire Morel");
  await take(one, "p-depot");
  await press(one, ".acts .p1");
  await press(one, ".acts .p1");
  await take(one, "p-depot-lien");
  await go(one, demo.url, "/compte");
  await take(one, "p-compte");
  for (const [path, name] of [["personnes", "p-personnes"], ["reprendre", "p-reprendre"], ["recuperer", "p-recuperer"], ["fermer", "p-fermer"]]) {
    await go(one, demo.url, `/compte/${path}`);
    await take(one, name);
  }
}

/** What a person with some papers does. */
async function livesWithIt({ demo, someone }) {
  const [mariam] = demo.people;
  const one = await someone("phone");
  await enterByCard(one, demo.url, mariam.card, mariam.code, { place: "own", see: taking({ "enter-card": "p-entrer-carte", "enter-card-code": "p-entrer-code" }) });
  // What the demonstration shows to others would fill the first page.
  await go(one, demo.url, "/papiers");
  while (await one.locator(".montre form[action$='/arreter']").count() > 0) {
    await press(one, ".montre form[action$='/arreter'] button");
    await go(one, demo.url, "/papiers");
  }
  await take(one, "p-papiers");
  await press(one, "a[href^='/imprimer']");
  await take(one, "p-imprimer");
  await show(one, demo.url, {
    who: "Claire Morel", structure: "Accueil des Tilleuls",
    see: taking({ what: "p-montrer-papiers", until: "p-montrer-fin", agree: "p-montrer-accord", given: "p-montrer-carre" }),
  });
  await go(one, demo.url, "/papiers");
  await take(one, "p-arreter");
  await go(one, demo.url, "/qui-a-vu");
  await take(one, "p-qui-a-vu");
  await go(one, demo.url, "/accords");
  await take(one, "p-accords");
  await go(one, demo.url, "/demarches/rsa?famille=oui&revenus=oui&heberge=non&sans_domicile=non");
  await take(one, "p-demarche");
  const wide = await someone("desktop");
  await enterByCard(wide, demo.url, mariam.card, mariam.code);
  await go(wide, demo.url, "/papiers");
  await take(wide, "p-ordinateur");
  await go(wide, demo.url, "/papiers/ajouter");
  await Promise.all([wide.waitForEvent("load"), wide.locator("form[action='/papiers/telephone']").evaluate((form) => form.submit())]);
  await take(wide, "p-telephone-scanner");
  const lost = await someone("phone");
  await go(lost, demo.url, "/entrer");
  await take(lost, "p-entrer");
  await go(lost, demo.url, "/entrer/perdu");
  await take(lost, "p-tout-perdu");
  return one;
}

/** An appointment, on both sides; then the window at the desk. */
async function meets({ demo, someone }, one) {
  const office = await someone("desktop");
  await go(office, demo.url, "/pro/entrer");
  await take(office, "t-entrer");
  await work(office, demo, { scripts: true });
  const answers = ["oui", "oui", "non", "non"];
  const { code } = await asks(office, demo.url, { answers, see: taking({ home: "t-accueil", new: "t-demarche", ask: "t-questions", wait: "t-code" }) });
  await scans(one, demo.url, code, { scripts: true });
  await agrees(one, { see: taking({ request: "p-rendez-vous", agree: "p-rendez-vous-accord", given: "p-rendez-vous-ouvert" }) });
  await opens(office, { scripts: true });
  await office.locator(".leaf img").first().waitFor();
  await take(office, "t-papiers");
  await office.locator("form[action$='/copie']").evaluate((form) => { form.closest("details").open = true; });
  await take(office, "t-copie", { from: "form[action$='/copie']" });
  await office.locator("input[name=format][value=zip]").check({ force: true });
  await press(office, "form[action$='/copie'] button");
  await go(one, demo.url, "/papiers");
  await one.waitForSelector("[data-asked] [data-question]");
  await press(one, "[data-question] a");
  await take(one, "p-copie");
  await press(one, "button[name=reponse][value=oui]");
  await office.locator("form[action$='/garder']").waitFor();
  await press(office, "form[action$='/terminer'] button");
  await take(office, "t-recu");
  await asks(office, demo.url, { answers });
  const [desk] = await Promise.all([office.waitForEvent("popup"), office.locator("form[action='/guichet'] button").click()]);
  await desk.waitForLoadState("load");
  await take(desk, "t-guichet");
  await desk.close();
  await go(office, demo.url, "/pro/secours");
  await take(office, "t-secours");
}

/** At the counter: a vault is opened together, then a pile of papers is put in. */
async function mediates({ demo, someone, files }, one) {
  const desk = await someone("desktop");
  await comesIn(desk, demo, "mediator");
  await take(desk, "m-accueil");
  await press(desk, "a[href='/pro/ouvrir']");
  await take(desk, "m-lire");
  await press(desk, "button[name=given][value=mediator]");
  await desk.fill("#name", "Salif");
  await press(desk, ".acts .p1");
  await take(desk, "m-tourner");
  await press(desk, ".acts .p1");
  await take(desk, "m-code-cache");
  await desk.locator("details.hidden-code summary").click();
  await noteCode(desk);
  await take(desk, "m-carte");
  const groups = (await desk.locator(".no-print .code b.long").textContent()).match(/[0-9A-Z]{4}/g);
  await press(desk, ".acts a.p2");
  await desk.fill("#typed", groups.at(-1));
  await press(desk, ".acts .p1");
  await take(desk, "m-vu");
  await press(desk, "button[value=non]");
  await take(desk, "m-fini");

  await go(one, demo.url, "/papiers/ajouter");
  await press(one, "a[href='/depots/mediateur']");
  await take(one, "p-mediateur");
  await press(one, ".acts .p1");
  await take(one, "p-mediateur-code");
  const code = (await one.locator("#code b").first().innerText()).replace(/\s+/g, "");
  const phone = await someone("phone");
  await comesIn(phone, demo, "mediator");
  await press(phone, "a[href='/pro/deposer']");
  await phone.fill("#numero", code);
  await take(phone, "m-deposer");
  await press(phone, ".acts .p1");
  await photographs(phone, files.photo);
  await press(phone, ".loop [data-kind=rib]");
  await take(phone, "m-range");
  await press(phone, "a[href='/pro/deposer/recu']");
  await take(phone, "m-recus");
}

/** What the manager of a structure sees. */
async function manages({ demo, someone }) {
  const one = await someone("desktop");
  await comesIn(one, demo, "manager");
  await take(one, "r-accueil");
  await go(one, demo.url, "/pro/structure");
  await take(one, "r-equipe");
  await one.locator("input[name=role][value=social_worker]").check({ force: true });
  await press(one, "form[action='/pro/structure/inviter'] .p1");
  await take(one, "r-invitation");
  await go(one, demo.url, "/pro/structure");
  await press(one, "a.check[href^='/pro/structure/membre/']:has-text('Claire')");
  await take(one, "r-membre");
  await go(one, demo.url, "/pro/structure/secours");
  await take(one, "r-places");
  await go(one, demo.url, "/pro/compte/journal");
  await take(one, "r-journal");
}

/** The pages of the guide, by name. */
export function pages() {
  const names = readdirSync(guide).filter((name) => name.endsWith(".md"));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(guide, name), "utf8")]));
}

/** What is wrong with the pictures that are there: too large, on no page, or missing. */
export function faults() {
  const shown = new Set(Object.values(pages()).flatMap((text) => [...text.matchAll(/images\/([a-z-]+\.webp)/g)].map(([, name]) => name)));
  const sizes = readdirSync(folder).map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
  const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    ...sizes.filter(({ bytes }) => bytes > LARGEST).map(({ name, bytes }) => `too large: ${name}, ${bytes} bytes`),
    ...sizes.filter(({ name }) => !shown.has(name)).map(({ name }) => `on no page: ${name}`),
    ...[...shown].filter((name) => !sizes.some((size) => size.name === name)).map((name) => `no such picture: ${name}`),
    ...(all > ALL ? [`too large: all together, ${all} bytes`] : []),
  ];
}

/** Every picture anew; fails when the pictures are not as they should be. */
async function main() {
  fresh = mkdtempSync(join(tmpdir(), "abri-guide-"));
  const demo = await start();
  // The browser's own words (fields for files and dates) in French too.
  process.env.LANGUAGE = "fr";
  const browser = await open(["--lang=fr"]);
  try {
    const someone = async (way) => {
      const context = await person(browser, way, demo.url);
      context.setDefaultTimeout(90_000);
      return page(context);
    };
    const walk = { demo, someone, files: await drawn(browser) };
    await opensAlone(walk);
    const mariam = await livesWithIt(walk);
    await meets(walk, mariam);
    await mediates(walk, mariam);
    await manages(walk);
    rmSync(folder, { recursive: true, force: true });
    cpSync(fresh, folder, { recursive: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    await browser.close();
    await demo.stop();
  }
  const wrong = faults();
  console.log(`${readdirSync(folder).length} pictures`);
  for (const line of wrong) console.log(line);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();

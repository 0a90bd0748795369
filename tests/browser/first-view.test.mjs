// The first view of every kind of page on a slow phone, with nothing in its cache: how much is brought, and
// when the first words are seen. Figures, not verdicts: a busy machine says more than it should.

import { test } from "node:test";

import { record } from "../evidence.mjs";
import { open, page, person } from "./browser.mjs";
import { start } from "./demo.mjs";
import { agrees, asks, opens, scans, work } from "./meetings.mjs";
import { drawn } from "./papers.mjs";
import { slowed } from "./slow.mjs";
import { addPapers, go, openLink, openQuickly, show } from "./steps.mjs";

const command = "node --test tests/browser/first-view.test.mjs";

const PUBLIC = ["/", "/d", "/ouvrir", "/entrer", "/carte", "/p", "/m", "/rdv", "/guichet", "/guichet/fini", "/rien"];
const AT_WORK = ["/pro", "/pro/rendez-vous/nouveau", "/pro/rendez-vous/nouveau?pour=rsa", "/pro/rendez-vous/nouveau?pour=papiers"];
const SIGNED_IN = ["/papiers", "/papiers/ajouter", "/depots/nouveau", "/depots/mediateur", "/montrer", "/montrer/actifs", "/imprimer", "/qui-a-vu", "/compte", "/compte/numero"];

/** Bytes that a page brings beside pictures of papers, and milliseconds to its first words. */
const seen = () => new Promise((keep) => {
  const papers = /\/(miniature|page\/\d+)$/;
  const told = () => {
    const first = performance.getEntriesByName("first-contentful-paint")[0];
    if (!first) return setTimeout(told, 50);
    const [itself] = performance.getEntriesByType("navigation");
    const rest = performance.getEntriesByType("resource").filter(({ name }) => !papers.test(new URL(name).pathname));
    return keep({ bytes: rest.reduce((sum, { transferSize }) => sum + transferSize, itself.transferSize), paint: first.startTime });
  };
  told();
});

test("the first view of every page on a slow phone", { timeout: 300_000 }, async () => {
  for (const id of ["P10", "P10-paint"]) record(id, "phone", { figure: null, broken: true, command });
  const demo = await start();
  const browser = await open();
  try {
    const figures = [];
    const view = async (one, path) => {
      await go(one, demo.url, path);
      figures.push({ path, ...await one.evaluate(seen) });
    };
    const stranger = await page(await person(browser, "phone", demo.url));
    await slowed(stranger, { cache: false });
    for (const path of PUBLIC) await view(stranger, path);

    const one = await page(await person(browser, "phone", demo.url));
    await openQuickly(one, demo.url, "Amina");
    const { photo, pdf } = await drawn(browser);
    await addPapers(one, demo.url, [photo, pdf], ["cni", "bulletin_salaire"]);
    const { link } = await show(one, demo.url, { who: "Claire Morel", spoken: false });
    const shown = new URL(one.url()).pathname;
    await go(one, demo.url, "/papiers");
    const paper = await one.locator("a.paper").first().getAttribute("href");
    await slowed(one, { cache: false });
    for (const path of [...SIGNED_IN, paper, shown]) await view(one, path);

    const reader = await page(await person(browser, "phone", demo.url));
    await openLink(reader, demo.url, link, { scripts: true });
    await reader.fill("#nom", "Claire Morel");
    await Promise.all([reader.waitForEvent("load"), reader.locator(".acts .p1").click()]);
    await slowed(reader, { cache: false });
    for (const path of ["/p/papiers", "/p/papiers/1"]) await view(reader, path);

    const office = await page(await person(browser, "phone", demo.url));
    await work(office, demo, { scripts: true });
    const { code, address } = await asks(office, demo.url);
    await slowed(office, { cache: false });
    // The picture of the first page comes over the same slow line.
    office.setDefaultTimeout(60_000);
    for (const path of [...AT_WORK, address]) await view(office, path);
    await scans(one, demo.url, code, { scripts: true });
    await view(one, new URL(one.url()).pathname);
    await agrees(one);
    await view(one, new URL(one.url()).pathname);
    await view(one, `${new URL(one.url()).pathname}/encore`);
    await opens(office, { scripts: true });
    for (const path of [new URL(office.url()).pathname, `${address}/recu`]) await view(office, path);

    const most = (what) => figures.reduce((a, b) => (b[what] > a[what] ? b : a));
    const [large, late] = [most("bytes"), most("paint")];
    console.log(`${figures.length} pages; most bytes: ${large.path} ${large.bytes}; latest words: ${late.path} ${Math.round(late.paint)} ms`);
    record("P10", "phone", { figure: Math.round(large.bytes / 102.4) / 10, command });
    record("P10-paint", "phone", { figure: Math.round(late.paint / 100) / 10, command });
  } finally {
    await browser.close();
    await demo.stop();
  }
});

// Hostile files and names, in Chromium: whatever the server gives of them, no script of theirs runs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { NEUTRAL_TITLE, open, page, person } from "./browser.mjs";
import { start } from "./demo.mjs";
import { drawn } from "./papers.mjs";
import { go, openLink, openQuickly, press, show } from "./steps.mjs";

const SCRIPT = "<script>ran=1;document.title='ran';alert(1)</script><img src=x onerror=ran=1>";

const NAMES = [
  "\"><img src=x onerror=ran=1>", "'-alert(1)-'", "../../../../etc/passwd", "..\\..\\windows\\win.ini", "javascript:alert(1)",
  "photo.jpg.exe", "\u202egpj.exe", "a\r\nset-cookie: b=1", "CON", "%2e%2e%2f", "{{7*7}}", "${7*7}", "<svg onload=ran=1>", "é".repeat(200), ".htaccess",
  "-rf", "a;b|c&d", "a\tb", "\ufeffnom", "=cmd|' /C calc'!A0",
];

let demo;
let browser;

before(async () => {
  demo = await start();
  browser = await open();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** A page on which everything that a script could do is noted. */
async function watched(faults) {
  const one = await page(await person(browser, "desktop", demo.url));
  one.on("dialog", (dialog) => { faults.push(`a dialog: ${dialog.message()}`); return dialog.dismiss(); });
  one.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== demo.url && protocol.startsWith("http")) faults.push(`asked for ${request.url()}`);
  });
  return one;
}

/** Whether a script of the file ran here. */
async function look(one, faults) {
  const { ran, title } = await one.evaluate(() => ({ ran: globalThis.ran, title: document.title }));
  if (ran !== undefined || title === "ran") faults.push(`a script ran at ${one.url()}`);
}

/** Puts files in, until `came`; one photograph alone begins by itself. */
async function put(one, files, came) {
  await go(one, demo.url, "/papiers/ajouter");
  const begun = came();
  await one.setInputFiles("#papers", files);
  if (!files.mimeType?.startsWith("image/")) await one.locator("form[data-add] .acts .p1").click();
  await begun;
}

test("no script of a hostile file or name runs", { timeout: 150_000 }, async () => {
  const faults = [];
  const one = await watched(faults);
  const { photo, pdf } = await drawn(browser);
  await openQuickly(one, demo.url, "Amina");

  const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="ran=1">${SCRIPT}</svg>`);
  for (const refused of [
    { name: "photo.png", mimeType: "image/png", buffer: svg },
    { name: "paie.pdf", mimeType: "application/pdf", buffer: Buffer.from(`<!doctype html>${SCRIPT}`) },
    { name: "a.html", mimeType: "text/html", buffer: Buffer.from(SCRIPT) },
  ]) {
    await put(one, refused, () => one.waitForSelector(".note.refusal"));
    await look(one, faults);
  }
  await go(one, demo.url, "/papiers");
  assert.equal(await one.locator("a.paper").count(), 0, "none of them is kept");

  // A PDF that would act, a photograph that carries a page, and every name that is evil.
  const acts = pdf.buffer.toString("latin1").replace("/Type /Catalog", "/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>");
  // No two alike: what is sent twice is asked about.
  const carrier = (number) => Buffer.concat([photo.buffer, Buffer.from(`${SCRIPT}<!--${number}-->`)]);
  const files = [
    { name: NAMES[0], mimeType: "application/pdf", buffer: Buffer.from(acts, "latin1") },
    ...NAMES.slice(1).map((name, number) => ({ name, mimeType: "text/html", buffer: carrier(number) })),
  ];
  await put(one, files, () => one.waitForURL("**/papiers/arrives?*"));
  assert.match(one.url(), /\/papiers\/arrives\?/);
  await look(one, faults);
  assert.equal(await one.locator(".note.refusal").count(), 0, "papers like any other");
  await go(one, demo.url, "/papiers");
  await look(one, faults);
  const paths = await one.locator("a.paper").evaluateAll((all) => all.map((paper) => paper.getAttribute("href")));
  assert.equal(paths.length, NAMES.length);

  for (const [number, path] of [paths[0], paths.at(-1)].entries()) {
    await go(one, demo.url, path);
    await look(one, faults);
    await one.locator("details:has(#name) summary").click();
    await one.fill("#name", number === 0 ? "<img src=x onerror=ran=1>" : "</title><script>ran=1</script>");
    await press(one, "details:has(#name) button.less");
    await look(one, faults);
    for (const part of ["miniature", "page/1"]) {
      const answer = await one.goto(`${demo.url}${path}/1/${part}`);
      assert.equal(answer.headers()["content-type"], "image/jpeg");
      await look(one, faults);
    }
    const original = await one.context().request.get(`${demo.url}${path}/1/original`);
    assert.match(original.headers()["content-disposition"], /^attachment/);
    assert.equal(original.headers()["x-content-type-options"], "nosniff");
    assert.match(original.headers()["content-security-policy"], /sandbox/);
    // Opened as a page, it is saved and never shown.
    await assert.rejects(one.goto(`${demo.url}${path}/1/original`), /Download is starting/);
  }

  // The same, shown to somebody with names as evil.
  const { link } = await show(one, demo.url, { who: "<script>ran=1</script>", structure: "\"><img src=x onerror=ran=1>", spoken: false });
  await look(one, faults);
  const reader = await watched(faults);
  await openLink(reader, demo.url, link, { scripts: true });
  await reader.fill("#nom", "<svg onload=ran=1>");
  await reader.fill("#structure", "'\"><script>alert(1)</script>");
  await press(reader, ".acts .p1");
  await look(reader, faults);
  await press(reader, ".checks a");
  await look(reader, faults);
  assert.equal(await reader.title(), NEUTRAL_TITLE);
  await go(one, demo.url, "/qui-a-vu");
  await look(one, faults);
  assert.deepEqual(faults, []);
});

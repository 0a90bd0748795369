// Copies: what a reader may keep has their name across it, and a photocopy shows a card at its real size.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { open, page, person, shot } from "./browser.mjs";
import { start } from "./demo.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, go, openLink, openQuickly, press, show, width } from "./steps.mjs";

let demo;
let browser;
let folder;

before(async () => {
  demo = await start();
  browser = await open();
  folder = mkdtempSync(join(tmpdir(), "abri-copies-"));
});

after(async () => {
  await browser?.close();
  await demo?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function someone() {
  return page(await person(browser, "desktop", demo.url));
}

/** A PDF, fetched as the browser would keep it; gives where it lies. */
async function kept(one, path, name) {
  const answer = await one.context().request.get(demo.url + path);
  assert.equal(answer.status(), 200, path);
  const headers = answer.headers();
  assert.equal(headers["content-type"], "application/pdf");
  assert.match(headers["content-disposition"], /^attachment/);
  assert.match(headers["content-security-policy"], /sandbox/);
  const file = join(folder, name);
  writeFileSync(file, await answer.body());
  return file;
}

const pages = (file) => execFileSync("pdfinfo", [file], { encoding: "utf8" });

/** Width in millimetres of each picture of a PDF. */
function widths(file) {
  const lines = execFileSync("pdfimages", ["-list", file], { encoding: "utf8" }).trim().split("\n").slice(2);
  return lines.map((line) => line.trim().split(/\s+/)).map((cells) => (Number(cells[3]) / Number(cells[12])) * 25.4);
}

test("a marked copy, a photocopy", { timeout: 150_000 }, async () => {
  const one = await someone();
  const { photo, pdf } = await drawn(browser);
  await openQuickly(one, demo.url, "Amina");
  await addPapers(one, demo.url, [photo, pdf], ["cni", "bulletin_salaire"]);

  await go(one, demo.url, "/papiers");
  const paths = await one.locator("a.paper").evaluateAll((all) => all.map((paper) => paper.getAttribute("href")));
  for (const path of paths) {
    await go(one, demo.url, path);
    await press(one, "a[href^='/imprimer/feuilles']");
    const link = await one.locator("a[href^='/imprimer/photocopie']").getAttribute("href");
    const plain = await kept(one, link, "plain.pdf");
    assert.match(pages(plain), /\(A4\)/);
    const marked = await kept(one, `${link}&filigrane=${encodeURIComponent("Demande de logement, é œ")}`, "marked.pdf");
    assert.match(pages(marked), /\(A4\)/);
    if (await one.locator(".photocopy.cards").count() > 0) {
      for (const wide of [...widths(plain), ...widths(marked)]) assert.ok(Math.abs(wide - 85.6) < 0.5, `${wide} mm`);
      await shot(one, "photocopy-card");
    }
  }

  const { link } = await show(one, demo.url, { who: "Claire Morel", structure: "Le Porche", mode: "marked", spoken: false });
  assert.match(await one.locator("main").innerText(), /Claire Morel/);
  const reader = await someone();
  await openLink(reader, demo.url, link, { scripts: true });
  await reader.fill("#nom", "Claire Morel");
  await reader.fill("#structure", "Association Le Porche");
  await press(reader, ".acts .p1");
  await press(reader, ".checks a");
  assert.ok(await width(reader.locator(".leaf img").first()) > 200, "a page is seen");
  await shot(reader, "reader-marked");
  assert.equal(await reader.locator(".leaf svg").count(), 0, "the words are in the picture, not over it");
  const own = new Set();
  for (const path of paths) {
    const bytes = await (await one.context().request.get(`${demo.url}${path}/1/page/1`)).body();
    own.add(bytes.toString("base64"));
  }
  const source = await reader.locator(".leaf img").first().getAttribute("src");
  const seen = await (await reader.context().request.get(demo.url + source)).body();
  assert.ok(!own.has(seen.toString("base64")), "no page leaves without its words");
  const copy = await reader.locator("a[href$='/copie']").getAttribute("href");
  assert.match(pages(await kept(reader, copy, "copy.pdf")), /\(A4\)/);
  const original = await reader.context().request.get(demo.url + copy.replace(/copie$/, "original"));
  assert.equal(original.status(), 404, "the original stays where it is");
});

// The helpers see what they are there to see: each planted fault is found, a good page passes.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { WAYS, axe, checks, look, open, page, person, picture } from "./browser.mjs";
import { start } from "./demo.mjs";

const fixture = join(dirname(fileURLToPath(import.meta.url)), "fixture-server.mjs");

let server;
let browser;

before(async () => {
  server = await start({ command: process.execPath, before: [fixture] });
  browser = await open();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function visit(way, path) {
  const context = await person(browser, way, server.url);
  const one = await page(context);
  await one.goto(server.url + path);
  return one;
}

for (const way of Object.keys(WAYS)) {
  test(`a good page passes: ${way}`, async () => {
    const one = await visit(way, "/");
    assert.deepEqual(await look(one, "helper"), []);
    assert.ok(existsSync(await picture(one, "helper")));
    await one.context().close();
  });
}

for (const [path, what] of [
  ["/wide", /scrolls sideways/],
  ["/small", /a small target/],
  ["/inline", /inline code/],
  ["/title", /the title tells/],
  ["/named", /a blocked name/],
]) {
  test(`a fault is found: ${what.source}`, async () => {
    const one = await visit("phone", path);
    await assert.rejects(checks(one), what);
    await one.context().close();
  });
}

test("a violated policy is found", async () => {
  const one = await visit("desktop", "/inline");
  await assert.rejects(checks(one), /console: .*Content Security Policy/);
  await one.context().close();
});

test("axe finds a field without a label", async () => {
  const one = await visit("desktop", "/unlabelled");
  const found = await axe(one);
  assert.ok(found.some((line) => line.includes(" label:")), found.join("\n"));
  await one.context().close();
});

test("a program that says nothing is an error", async () => {
  await assert.rejects(start({ command: "false", before: [] }), /ended with 1/);
});

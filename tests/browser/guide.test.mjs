// The guide speaks as Abri does: short sentences, the words of the screens, and pictures that are there.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "./browser.mjs";
import { faults, pages } from "./guide.mjs";

const LONGEST = 15;

/** Lines that somebody reads as sentences: no pictures, tables, headings or commands. */
function spoken(text) {
  const lines = text.replace(/```.*?```/gs, "").split("\n").filter((line) => !/^(<img|\||#)/.test(line));
  return lines.map((line) => line.replace(/\]\([^)]*\)/g, "").replace(/[*[\]`]/g, ""));
}

/** Spaces and signs that printing changes are alike, and case is left aside. */
const plain = (text) => text.replace(/<\/?b>/g, "").replace(/\u2011/g, "-").replace(/[\s\u00a0\u202f]+/g, " ").replace(/[ .…,]+$/, "").toLowerCase();

test("every picture of the guide is on a page, and small", () => {
  assert.deepEqual(faults(), []);
});

test("sentences of the guide are short", () => {
  const long = [];
  for (const [name, text] of Object.entries(pages())) {
    // The first page also speaks to whoever makes the pictures.
    if (name === "README.md") continue;
    for (const line of spoken(text)) {
      for (const sentence of line.split(/[.?!:;«»]/)) {
        const count = sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
        if (count > LONGEST) long.push(`${name}: ${count} words: ${sentence.trim()}`);
      }
    }
  }
  assert.deepEqual(long, []);
});

test("what the guide quotes stands on a screen", () => {
  const folder = join(root, "src/i18n/fr");
  const screens = plain(readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")).join("\n"));
  const unknown = [];
  for (const [name, text] of Object.entries(pages())) {
    for (const [, quoted] of text.matchAll(/«\s*([^»]*?)\s*»/g)) {
      if (!screens.includes(plain(quoted))) unknown.push(`${name}: ${quoted}`);
    }
  }
  assert.deepEqual(unknown, []);
});

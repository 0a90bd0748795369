// Somebody puts an older copy of the tables under a running log of checkpoints: the person's first page says that their
// vault went back, and what to do.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { journey } from "./journey.mjs";
import { enterByCard, go, press } from "./steps.mjs";

const command = "node --test tests/browser/went-back.test.mjs";

/** Copies the files of a database from one folder to another. */
function copy(from, to) {
  const of = (folder) => readdirSync(folder).filter((name) => name.startsWith("abri.sqlite"));
  mkdirSync(to, { recursive: true });
  for (const name of of(to)) rmSync(join(to, name));
  for (const name of of(from)) cpSync(join(from, name), join(to, name));
}

/** Writes down the head of a journal as a round does after five minutes, which nobody waits for here. */
function logged(demo, { vault, entries, head }) {
  const key = Buffer.from(readFileSync(join(demo.data, "secrets/lookup"), "latin1"), "base64");
  const blinded = createHmac("sha256", key);
  blinded.update(Buffer.concat([Buffer.from("abri/v1/checkpoint\0"), Buffer.from(vault, "hex")]));
  const folder = join(demo.paths.objects, "checkpoints/heads", blinded.digest("hex").slice(0, 32));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, String(entries).padStart(16, "0") + head.slice(0, 32)), "-");
}

/** A visit that is logged, then the tables of before it. */
async function takenBack(demo, one) {
  const { card, code } = demo.people[0];
  const tables = dirname(demo.paths.database);
  const older = join(demo.data, "older");
  await demo.kill();
  copy(tables, older);
  await demo.again();
  await enterByCard(one, demo.url, card, code);
  await go(one, demo.url, "/qui-a-vu");
  const download = one.waitForEvent("download");
  await one.locator("a[href$='forme=verifier']").click();
  const [first] = readFileSync(await (await download).path(), "utf8").split("\n");
  logged(demo, JSON.parse(first));
  await demo.kill();
  copy(older, tables);
  await demo.again();
  return { card, code };
}

let before;

journey("went-back", command, ["phone", "desktop"], async ({ demo, origin, someone, see }) => {
  const one = await someone();
  // Once, for whoever walks: nobody is at the service while it is ended and begun.
  before ??= someone().then((other) => takenBack(demo, other));
  const { card, code } = await before;
  await enterByCard(one, origin, card, code, { place: "own" });
  await go(one, origin, "/papiers");
  const note = one.locator(".note", { has: one.locator("a[href='/qui-a-vu']") });
  assert.equal(await note.count(), 1, "the first page says it");
  assert.ok(await note.isVisible());
  await see(one, "home");
  await press(one, ".note a[href='/qui-a-vu']");
  await see(one, "journal");
  const told = await one.locator(".times li").allInnerTexts();
  assert.ok(told.some((line) => line.includes("plus ancien")), told.join("\n"));
});

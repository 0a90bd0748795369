// Everything out of a computer that others use: closed by five words, and opened again by the `age` tool.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { program } from "./demo.mjs";
import { ALL, journey } from "./journey.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, begin, go, makeCard, press, shown } from "./steps.mjs";

const command = "node --test tests/browser/out-words.test.mjs";

/** What `age` makes of a file when somebody types these words; it reads them from a terminal alone. */
function opened(file, words) {
  const into = `${file}.zip`;
  const typed = `age --decrypt --output '${into}' '${file}'`;
  spawnSync("script", ["-qec", typed, "/dev/null"], { input: `${words}\n`, timeout: 60_000 });
  return existsSync(into) ? into : null;
}

journey("out-words", command, ALL, async ({ demo, origin, way, someone, see }) => {
  const one = await someone();
  const { photo, pdf } = await drawn(one.context().browser());
  await begin(one, origin, { place: "shared", name: "Amina" });
  // The card's code was typed just now: no secret is asked again.
  await makeCard(one);
  await addPapers(one, origin, [photo, pdf], ["cni", "bulletin_salaire"]);
  await go(one, origin, "/compte/recuperer");
  await see(one, "choice");
  await press(one, "form[action='/compte/recuperer/mots'] button");
  await see(one, "five");
  const words = await shown(one, ".code b");
  assert.match(words, /^[a-z]+(-[a-z]+){4}$/);
  const download = one.waitForEvent("download");
  await one.locator("form[action='/compte/recuperer'] .p1").click();
  const file = await download;
  assert.ok(file.suggestedFilename().endsWith(".age"), file.suggestedFilename());
  const path = join(demo.data, `${way}.age`);
  await file.saveAs(path);
  assert.match(readFileSync(path).subarray(0, 40).toString("latin1"), /^age-encryption\.org\/v1\n-> scrypt /);

  assert.equal(opened(path, words.replace(/.$/, "")), null, "other words open nothing");
  const zip = opened(path, words);
  assert.ok(zip, "age opens it with the words of the page");
  const out = join(demo.data, `opened-${way}`);
  execFileSync("unzip", ["-q", zip, "-d", out]);
  assert.equal(readdirSync(join(out, "papiers")).length, 2);
  const { papers } = JSON.parse(readFileSync(join(out, "index.json"), "utf8"));
  assert.equal(papers.length, 2);
  execFileSync(program, ["journal", "verify", join(out, "journal.jsonl")]);
  // The words are shown once.
  await go(one, origin, "/compte/recuperer");
  assert.equal(await one.locator(".code b").count(), 0);
});

// Journey 11, first half: everything out in two clicks after the secret, read without Abri, brought into another vault.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { program } from "./demo.mjs";
import { ALL, journey } from "./journey.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, enterByPhone, go, openQuickly, press, signOut } from "./steps.mjs";

const command = "node --test tests/browser/journey-11.test.mjs";

/** A press that gives a file. */
async function taken(one, button, folder) {
  const download = one.waitForEvent("download");
  await one.locator(button).click();
  const file = await download;
  const path = join(folder, `${one.context().way}-${file.suggestedFilename()}`);
  await file.saveAs(path);
  return path;
}

journey("journey-11", command, ALL, async ({ demo, origin, way, someone, see }) => {
  const one = await someone();
  const { photo, pdf } = await drawn(one.context().browser());
  const code = await openQuickly(one, origin, "Amina");
  await addPapers(one, origin, [photo, pdf], ["cni", "bulletin_salaire"]);

  await signOut(one, origin);
  await enterByPhone(one, origin, code);
  await go(one, origin, "/compte");
  await see(one, "account");
  await press(one, "a[href='/compte/recuperer']");
  await see(one, "proof");
  await one.fill("#typed", code);
  await press(one, ".acts .p1");
  await see(one, "out");
  assert.match(await one.locator(".lead").innerText(), /^2\spapiers/);
  const zip = await taken(one, "form[action='/compte/recuperer'] .p1", demo.data);
  assert.ok(zip.endsWith(".zip"));
  const out = join(demo.data, `out-${way}`);
  execFileSync("unzip", ["-q", zip, "-d", out]);
  assert.equal(readdirSync(join(out, "papiers")).length, 2);
  execFileSync(program, ["journal", "verify", join(out, "journal.jsonl")]);

  const offline = await one.context().newPage();
  offline.troubles = [];
  await offline.goto(pathToFileURL(join(out, "index.html")).href);
  await see(offline, "index");
  const links = await offline.locator("ol a").evaluateAll((all) => all.map((a) => a.href));
  assert.equal(links.length, 2);
  for (const link of links) assert.ok(readFileSync(new URL(link)).length > 1000);
  await offline.close();

  // Another vault.
  const two = await someone();
  await openQuickly(two, origin, "Moussa");
  await go(two, origin, "/compte/remettre");
  await see(two, "back");
  await two.setInputFiles("#archive", pdf);
  await press(two, ".acts .p1");
  await see(two, "back-refused");
  await two.setInputFiles("#archive", zip);
  await press(two, ".acts .p1");
  await two.locator(".note[role='status']").waitFor();
  await see(two, "back-done");
  assert.equal(await two.locator("main .list li a").count(), 2);
  await go(two, origin, "/compte/remettre");
  await two.setInputFiles("#archive", zip);
  await press(two, ".acts .p1");
  assert.match(await two.locator(".note[role='status']").innerText(), /2\spapiers\sétaient/);
  await see(two, "back-again");
  await press(two, ".note + a.p1");
  await see(two, "papers");
  await go(two, origin, "/qui-a-vu");
  await see(two, "journal");
});

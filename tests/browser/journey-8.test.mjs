// Journey 8: "Qui a vu mes papiers ?" tells who looked; the list taken away is verified without Abri.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { program } from "./demo.mjs";
import { ALL, journey } from "./journey.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, go, openLink, openQuickly, other, press, show, width } from "./steps.mjs";

const command = "node --test tests/browser/journey-8.test.mjs";

/** The list that a button gives, kept as a file. */
async function taken(one, form, folder) {
  const download = one.waitForEvent("download");
  await one.locator(`a[href$='forme=${form}']`).click();
  const file = await download;
  const path = join(folder, `${form}-${one.context().way}-${file.suggestedFilename()}`);
  await file.saveAs(path);
  return path;
}

function verify(path) {
  try {
    execFileSync(program, ["journal", "verify", path], { stdio: "pipe" });
    return 0;
  } catch (error) {
    return error.status;
  }
}

journey("journey-8", command, ALL, async ({ demo, origin, way, scripts, someone, see }) => {
  const one = await someone();
  const { photo, pdf } = await drawn(one.context().browser());
  await openQuickly(one, origin, "Amina");
  await addPapers(one, origin, [photo, pdf], ["cni", "bulletin_salaire"]);
  await go(one, origin, "/papiers");
  await press(one, "a.paper");
  await see(one, "paper");
  await press(one, "form[action$='/verifier'] button");
  await see(one, "checked");
  assert.match(await one.locator(".facts .mono").first().innerText(), /^[0-9a-f]{64}$/);
  const { link, code } = await show(one, origin, { who: "Claire Morel", structure: "Association Le Porche" });

  const reader = await someone("desktop" + (scripts ? "" : "-plain"));
  await openLink(reader, origin, link, { scripts });
  await reader.fill("#nom", "Claire Morel");
  await reader.fill("#structure", "Association Le Porche");
  await reader.fill("#code", other(code));
  await press(reader, ".acts .p1");
  await reader.fill("#code", code);
  await press(reader, ".acts .p1");
  await press(reader, ".checks a");
  assert.ok(await width(reader.locator(".leaf img").first()) > 200);
  await go(one, origin, "/montrer/actifs");
  await press(one, "form[action$='/arreter'] button");

  await go(one, origin, "/qui-a-vu");
  await see(one, "journal");
  assert.equal(await one.locator(".times a[href^='/papiers/verifie/']").count(), 1, "what was verified is certified");
  const lines = await one.locator(".times li").allInnerTexts();
  const named = lines.filter((line) => line.includes("Claire Morel"));
  assert.ok(named.length >= 4, `shown, refused, opened or looked, stopped:\n${lines.join("\n")}`);
  assert.ok(lines.length >= 7, "opening, papers, what was shown and seen");

  const readable = readFileSync(await taken(one, "lire", demo.data), "utf8");
  assert.ok(readable.includes("Claire Morel"));
  const path = await taken(one, "verifier", demo.data);
  assert.equal(verify(path), 0, "the list is whole");
  const text = readFileSync(path, "utf8");
  const changed = text.replace("Claire Morel", "Claire Moret");
  assert.notEqual(changed, text);
  writeFileSync(path, changed);
  assert.equal(verify(path), 3, "a changed list is told");
});

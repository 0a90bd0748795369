// Agreements: what the person agreed to is listed, each with a receipt to print on one sheet; stopping is one press
// from home. And the team page of a manager, with an unusual number.

import assert from "node:assert/strict";

import { shot } from "./browser.mjs";
import { PHONES, TURNED, journey } from "./journey.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, at, go, openQuickly, press, sheets, show } from "./steps.mjs";

const command = "node --test tests/browser/consents.test.mjs";

journey("consents", command, PHONES, async ({ origin, way, see, someone }) => {
  const one = await someone();
  const { photo, pdf } = await drawn(one.context().browser());
  await openQuickly(one, origin, "Amina");
  await go(one, origin, "/accords");
  await see(one, "none");
  await addPapers(one, origin, [photo, pdf], ["cni", "bulletin_salaire"]);
  await show(one, origin, { who: "Claire Morel", structure: "Association Le Porche", spoken: false });
  await show(one, origin, { who: "Samir Haddad", mode: "marked", spoken: true });

  // Somebody who puts papers in.
  await go(one, origin, "/depots/nouveau");
  await one.fill("#nom", "Paul Ferrand");
  await press(one, ".acts .p1");
  for (let step = 0; step < 3 && at(one).startsWith("/depots/nouveau"); step += 1) await press(one, ".acts .p1");

  // From home, one press away; the list of all from there.
  await go(one, origin, "/papiers");
  assert.equal(await one.locator("form[action^='/montrer/'][action$='/arreter'] button:visible").count() >= 2, true);
  await see(one, "home");
  await press(one, "a[href='/accords']");
  await see(one, "list");
  assert.equal(await one.locator(".montre").count(), 3);

  await press(one, ".montre:has-text('Samir') a[href^='/accords/']");
  await see(one, "receipt");
  const said = await one.locator("blockquote").innerText();
  assert.ok(said.includes("Samir Haddad"), said);
  assert.equal(await sheets(one), 1, "one sheet of A4");
  // What is printed: the sheet alone.
  await one.emulateMedia({ media: "print" });
  assert.equal(await one.locator(".sheet .sheet-head").isVisible(), true);
  assert.equal(await one.locator("form button:visible").count(), 0);
  await shot(one, "consents-receipt-print");
  await one.emulateMedia({ media: "screen" });
  const receipt = at(one);

  await go(one, origin, "/papiers");
  await press(one, "section.montre:has-text('Samir') form button");
  assert.equal(at(one), "/papiers");
  assert.equal(await one.locator("section.montre:has-text('Samir')").count(), 0);
  await go(one, origin, receipt);
  assert.equal(await one.locator("form[action$='/arreter']").count(), 0);
  await see(one, "receipt-ended");
  await press(one, "a.p2[href='/accords']");
  assert.equal(await one.locator(".montre").count(), 2);
  assert.equal(await one.locator("ul.checks li").count(), 1);
  await see(one, "list-ended");

  // The other two doors to the list.
  for (const path of ["/qui-a-vu", "/compte"]) {
    await go(one, origin, path);
    assert.equal(await one.locator("a[href='/accords']").count(), 1, path);
  }
  await see(one, "account");
});

journey("team-numbers", command, ["desktop", "phone", "phone-plain", ...TURNED], async ({ demo, origin, scripts, someone, see }) => {
  const manager = await someone();
  const nadia = demo.professionals.find((one) => one.role === "manager");
  await manager.goto(`${origin}/pro/carte#${nadia.card.replace(/-/g, "")}`, { waitUntil: "load" });
  if (!scripts) await manager.fill("#number", nadia.card);
  await manager.fill("#words", nadia.words);
  await manager.locator("input[name=place][value=own]").check();
  await press(manager, ".acts .p1");
  await go(manager, origin, "/pro/structure");
  assert.equal(await manager.locator(".checks .chip").count(), 1, "one colleague is marked");
  await see(manager, "team");
  await press(manager, "a.check[href^='/pro/structure/membre/']:has(.chip)");
  const cells = await manager.locator("table.counts tbody tr").first().locator("td").allInnerTexts();
  assert.deepEqual(cells, ["9", "9", "9"]);
  assert.equal(await manager.locator(".note.attention").count(), 1);
  await see(manager, "member");
});

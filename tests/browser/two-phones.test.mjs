// Two slow phones put papers into one vault at the same moment: both arrive, whole, each with its receipt.

import assert from "node:assert/strict";
import { test } from "node:test";

import { record } from "../evidence.mjs";
import { open, page, person } from "./browser.mjs";
import { start } from "./demo.mjs";
import { photograph } from "./photographs.mjs";
import { slowed } from "./slow.mjs";
import { go, openQuickly, press, width } from "./steps.mjs";

const command = "node --test tests/browser/two-phones.test.mjs";

async function send(phone, photo, kind) {
  await phone.waitForSelector("form.quick");
  await phone.setInputFiles("#papers", photo);
  for (const what of ["keep", "what"]) await phone.locator(`.loop [data-do=${what}]`).first().click();
  await phone.locator(`.loop [data-kind=${kind}]`).first().click();
  await phone.waitForURL(/\/d\/recu$/, { waitUntil: "load" });
  assert.equal(await phone.locator(".entries > li").count(), 1, "its own receipt and no other");
}

test("two phones at once", { timeout: 180_000 }, async () => {
  record("deposits", "two-phones", { figure: null, broken: true, command });
  const demo = await start();
  const browser = await open();
  try {
    const one = await page(await person(browser, "desktop", demo.url));
    await openQuickly(one, demo.url, "Amina");
    await go(one, demo.url, "/depots/nouveau");
    await one.fill("#nom", "Claire Morel");
    await press(one, ".acts .p1");
    await press(one, ".acts .p1");
    const link = (await one.locator("details .mono").textContent()).trim();

    const phones = [];
    for (let number = 0; number < 2; number += 1) {
      const phone = await page(await person(browser, "phone", demo.url));
      phone.setDefaultTimeout(60_000);
      await go(phone, demo.url, "/d");
      await phone.fill("#lien", link);
      await press(phone, ".acts .p1");
      await slowed(phone);
      phones.push(phone);
    }
    const [first, second] = [await photograph(browser, { grain: 8 }), await photograph(browser, { grain: 9 })];
    await Promise.all([send(phones[0], first, "avis_imposition"), send(phones[1], second, "bulletin_salaire")]);

    await go(one, demo.url, "/papiers");
    assert.equal(await one.locator(".arrival").count(), 2);
    for (const picture of await one.locator(".arrival img").all()) assert.ok(await width(picture) > 20);
    for (let left = 2; left > 0; left -= 1) await press(one, ".arrival form[action$='/garder'] button").then(() => go(one, demo.url, "/papiers"));
    assert.equal(await one.locator("a.paper").count(), 2);
    record("deposits", "two-phones", { figure: 0, command });
  } finally {
    await browser.close();
    await demo.stop();
  }
});

// A second link: in a tab that shows the page of links already its secret leaves the address bar too, and papers go
// elsewhere only after a yes.

import assert from "node:assert/strict";

import { PHONES, journey } from "./journey.mjs";
import { at, go, openQuickly, press } from "./steps.mjs";

const command = "node --test tests/browser/another-link.test.mjs";

async function invited(one, origin) {
  await go(one, origin, "/depots/nouveau");
  await one.fill("#nom", "Claire Morel");
  await press(one, ".acts .p1");
  await press(one, ".acts .p1");
  return (await one.locator("details .mono").textContent()).trim();
}

journey("another-link", command, PHONES, async ({ origin, scripts, someone, see }) => {
  const [amina, bilal] = [await someone(), await someone()];
  await openQuickly(amina, origin, "Amina");
  await openQuickly(bilal, origin, "Bilal");
  const [first, second] = [await invited(amina, origin), await invited(bilal, origin)];

  const desk = await someone();
  const bring = async (link) => {
    await go(desk, origin, "/d");
    if (scripts) {
      // Only what follows the sign changes: the page is not loaded by that.
      await Promise.all([desk.waitForEvent("load"), desk.evaluate((to) => { location.href = to; }, link)]);
    } else {
      await desk.fill("#lien", link);
      await press(desk, ".acts .p1");
    }
    assert.equal(new URL(desk.url()).hash, "");
  };
  await bring(first);
  assert.equal(at(desk), "/d/photo");
  assert.match(await desk.locator("h1").innerText(), /Amina/);

  await bring(second);
  assert.equal(at(desk), "/d");
  await see(desk, "asked");
  assert.match(await desk.locator("main").innerText(), /Amina/, "where papers go now is said");
  await press(desk, ".acts .p1");
  assert.match(await desk.locator("h1").innerText(), /Amina/, "no means no change");
  await bring(second);
  await press(desk, ".acts form button");
  assert.match(await desk.locator("h1").innerText(), /Bilal/);
});

// Journey 3 by the camera's loop: photographs are kept, turned, put straight, sent as one paper; what was
// taken outlives a killed page on the person's own phone, and only there.

import assert from "node:assert/strict";
import { test } from "node:test";

import { record } from "../evidence.mjs";
import { FINGER, look, open, page, person } from "./browser.mjs";
import { start } from "./demo.mjs";
import { journey } from "./journey.mjs";
import { CORNERS, MARKS, MODEL, marksIn, photograph } from "./photographs.mjs";
import { slowed } from "./slow.mjs";
import { at, begin, go, openQuickly, press } from "./steps.mjs";

const command = "node --test tests/browser/journey-3-camera.test.mjs";
const BASE = "abri-brouillons";
// Parts of the straightened sheet: about four pixels of a thousand.
const NEAR = 0.005;

const ready = (one) => one.waitForSelector("form.quick");
const asked = (one, what) => one.locator(`.loop [data-do=${what}]`).first().waitFor();
const answer = (one, what) => one.locator(`.loop [data-do=${what}]`).first().click();

async function shoot(one, photo, field = "input[name=photo]") {
  await one.setInputFiles(field, photo);
  await asked(one, "keep");
}

/** Where a corner of the photograph is on the screen. */
const spot = (one, { x, y }) => one.evaluate(({ x: right, y: down }) => {
  const box = document.querySelector(".corners > image").getBoundingClientRect();
  return { x: box.left + right * box.width, y: box.top + down * box.height };
}, { x, y });

async function dragCorner(one, number) {
  const box = await one.locator(".handle").nth(number).boundingBox();
  const target = await spot(one, CORNERS[number]);
  await one.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await one.mouse.down();
  await one.mouse.move(target.x, target.y, { steps: 5 });
  await one.mouse.up();
}

async function keyCorner(one, number) {
  const handle = one.locator(".handle").nth(number);
  await handle.focus();
  const away = async () => {
    const box = await handle.boundingBox();
    const target = await spot(one, CORNERS[number]);
    return { x: target.x - box.x - box.width / 2, y: target.y - box.y - box.height / 2 };
  };
  for (let press = 0; press < 200; press += 1) {
    const { x, y } = await away();
    const key = Math.abs(x) > 0.6 ? (x > 0 ? "ArrowRight" : "ArrowLeft") : (y > 0 ? "ArrowDown" : "ArrowUp");
    const far = Math.abs(x) > 0.6 ? Math.abs(x) : Math.abs(y);
    if (far <= 0.6) return;
    await one.keyboard.press(far > 8 ? `Shift+${key}` : key);
  }
  assert.fail("the arrow keys do not bring the corner there");
}

/** Every photograph that waits in the browser, as bytes, sealed as they are. */
const waiting = (one) => one.evaluate(async (name) => {
  const known = await indexedDB.databases();
  if (!known.some((base) => base.name === name)) return null;
  const answered = (request) => new Promise((keep, lose) => {
    request.onsuccess = () => keep(request.result);
    request.onerror = () => lose(request.error);
  });
  const base = await answered(indexedDB.open(name));
  const all = await answered(base.transaction("photos").objectStore("photos").getAll());
  base.close();
  return all.map(({ sealed }) => String.fromCharCode(...new Uint8Array(sealed).subarray(0, 60000)));
}, BASE);

const clear = (texts) => texts.filter((text) => /\xff\xd8\xff|Exif|JFIF/.test(text) || text.includes(MODEL));

let photo;
const taken = async (one) => { photo = photo || await photograph(one.context().browser(), { width: 1500, height: 2000 }); return photo; };

journey("journey-3-camera", command, ["phone", "desktop"], async ({ origin, someone, see, way }) => {
  record("journey-3", `camera-${way}`, { figure: null, broken: true, command });
  const one = await someone();
  const file = await taken(one);
  await openQuickly(one, origin, "Amina");
  await go(one, origin, "/papiers/ajouter");
  await ready(one);
  await see(one, "start");

  // Taken, then thrown away.
  await shoot(one, file, way === "phone" ? "input[name=photo]" : "#papers");
  await answer(one, "undo");
  await one.locator("[data-note=erased]").waitFor();
  await see(one, "erased");
  assert.deepEqual(await waiting(one), []);

  // Taken, put straight by finger or mouse, turned all the way round, without and with its contrast.
  await shoot(one, file, way === "phone" ? "input[name=photo]" : "#papers");
  await see(one, "look");
  await answer(one, "corners");
  await one.locator(".handle").first().waitFor();
  await see(one, "corners");
  for (const number of CORNERS.keys()) await dragCorner(one, number);
  await see(one, "corners-there");
  await answer(one, "straight");
  await asked(one, "keep");
  await see(one, "straight");
  const shape = () => one.locator(".loop canvas").evaluate(({ width, height }) => width > height);
  for (const lying of [true, false, true, false]) {
    await answer(one, "turn");
    await one.waitForFunction((is) => {
      const canvas = document.querySelector(".loop canvas");
      return canvas && canvas.width > canvas.height === is;
    }, lying);
    assert.equal(await shape(), lying);
  }
  const pressed = () => one.locator("[data-do=paper]").getAttribute("aria-pressed");
  const before = await pressed();
  await answer(one, "paper");
  await one.waitForFunction((was) => {
    const button = document.querySelector("[data-do=paper]");
    return button && button.getAttribute("aria-pressed") !== was;
  }, before);
  await see(one, "paper");
  await answer(one, "keep");
  await asked(one, "what");
  await see(one, "more");

  // The phone kills the page while the camera is open: nothing is lost, and nothing lies there to be read.
  const sealed = await waiting(one);
  assert.equal(sealed.length, 1);
  assert.deepEqual(clear(sealed), []);
  await one.reload();
  await one.locator("[data-note=back]:not([hidden])").waitFor();
  await see(one, "more-back");

  // An identity card has another side.
  await answer(one, "what");
  await see(one, "kinds");
  await one.locator(".loop [data-kind=cni]").click();
  await asked(one, "alone");
  await see(one, "verso");
  await answer(one, "more");
  await shoot(one, file);
  await answer(one, "corners");
  await one.locator(".handle").first().waitFor();
  for (const number of CORNERS.keys()) await keyCorner(one, number);
  await see(one, "corners-keys");
  await answer(one, "straight");
  await asked(one, "keep");
  await answer(one, "keep");
  await one.waitForURL(/\/fin$/);
  await see(one, "end");
  assert.deepEqual(await waiting(one), [], "nothing waits any more");
  await press(one, "button[name=none]");
  await see(one, "done");
  const path = await one.locator("a.paper").getAttribute("href");
  await go(one, origin, path);
  assert.match(await one.locator(".viewer .tools p").innerText(), /1\ssur\s2/, "both sides are one paper");
  for (const number of [1, 2]) {
    const { found } = await marksIn(one, `${path}/1/page/${number}`);
    found.forEach(({ x, y }, mark) => {
      const far = Math.max(Math.abs(x - MARKS[mark].x), Math.abs(y - MARKS[mark].y));
      assert.ok(far < NEAR, `page ${number}, mark ${mark}: ${x}, ${y}`);
    });
  }

  // Once more, one page: it stays a photograph, without where it was taken. Then taken back.
  await go(one, origin, "/papiers/ajouter");
  await ready(one);
  await shoot(one, file);
  await answer(one, "keep");
  await answer(one, "what");
  await one.locator(".loop [data-kind=rib]").click();
  await one.waitForURL(/\/range$/);
  const other = await one.locator("a.paper").getAttribute("href");
  const kept = await one.request.get(`${origin}${other}/1/original`);
  const bytes = await kept.body();
  assert.equal(bytes.readUInt16BE(0), 0xffd8, "a JPEG");
  assert.ok(!bytes.includes(MODEL), "without the phone's own words");
  await press(one, "form[action$='/retirer'] button");
  await see(one, "taken-back");
  assert.equal(await one.locator("a.paper").count(), 1);

  // Leaving erases what waits.
  await go(one, origin, "/papiers/ajouter");
  await ready(one);
  await shoot(one, file);
  assert.equal((await waiting(one)).length, 1);
  await one.route(/^https:\/\/(?!localhost|127)/, (route) => route.fulfill({ body: "elsewhere" }));
  await one.locator("form[data-leave] button").click();
  await one.waitForURL((url) => url.origin !== origin);
  await go(one, origin, "/");
  assert.equal(await waiting(one), null);
  record("journey-3", `camera-${way}`, { figure: 0, command });
});

test("on a shared computer photographs wait in memory alone", { timeout: 120_000 }, async () => {
  record("journey-3", "camera-shared", { figure: null, broken: true, command });
  const demo = await start();
  const browser = await open();
  try {
    const context = await person(browser, "desktop", demo.url);
    const one = await page(context);
    const file = await taken(one);
    await begin(one, demo.url, { place: "shared" });
    await go(one, demo.url, "/papiers/ajouter");
    assert.equal(at(one), "/papiers/ajouter");
    await ready(one);
    await shoot(one, file, "#papers");
    await answer(one, "keep");
    await asked(one, "what");
    assert.equal(await waiting(one), null, "nothing is written");
    const asks = await one.evaluate(() => fetch("/papiers/brouillon").then((got) => got.status));
    assert.equal(asks, 404, "no key is given");
    await one.reload();
    await ready(one);
    assert.equal(await one.locator(".loop").count(), 0, "nothing comes back");
    record("journey-3", "camera-shared", { figure: 0, command });
  } finally {
    await browser.close();
    await demo.stop();
  }
});

test("from a photograph to C’est rangé on a slow phone", { timeout: 180_000 }, async () => {
  record("camera-seconds", "phone", { figure: null, broken: true, command });
  const demo = await start();
  const browser = await open([FINGER]);
  try {
    const context = await person(browser, "phone", demo.url);
    context.setDefaultTimeout(60_000);
    const one = await page(context);
    const large = await photograph(browser);
    assert.ok(large.buffer.length > 3e6, `a photograph of ${large.buffer.length} bytes`);
    await openQuickly(one, demo.url, "Amina");
    await slowed(one);
    await go(one, demo.url, "/papiers/ajouter");
    await ready(one);
    // The loop's own scripts come once the page is there.
    const brought = await one.evaluate(() => {
      const [page] = performance.getEntriesByType("navigation");
      const early = performance.getEntriesByType("resource").filter(({ startTime }) => startTime < page.loadEventStart);
      return early.reduce((sum, { transferSize }) => sum + transferSize, page.transferSize);
    });
    assert.ok(brought > 0 && brought < 50_000, `the page before its first photograph: ${brought} bytes`);
    assert.deepEqual(await look(one, "journey-3-camera-finger"), []);
    const began = performance.now();
    await shoot(one, large);
    await answer(one, "corners");
    await one.locator(".handle").first().waitFor();
    for (const number of CORNERS.keys()) await dragCorner(one, number);
    await answer(one, "straight");
    await asked(one, "keep");
    await answer(one, "keep");
    await asked(one, "what");
    await answer(one, "what");
    await one.locator(".loop [data-kind=acte_naissance]").click();
    await one.waitForURL(/\/range$/, { waitUntil: "domcontentloaded" });
    record("camera-seconds", "phone", { figure: Math.round((performance.now() - began) / 100) / 10, command });
  } finally {
    await browser.close();
    await demo.stop();
  }
});

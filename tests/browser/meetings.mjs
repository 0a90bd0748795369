// The steps of an appointment, on both sides.

import assert from "node:assert/strict";

import { again, at, go, press } from "./steps.mjs";

/** The social worker of the demonstration. */
export const worker = (demo) => demo.professionals.find(({ role }) => role === "social_worker");

/** Comes in at the office with a card and words. */
export async function work(one, demo, { scripts }) {
  const { card, words } = worker(demo);
  await one.goto(`${demo.url}/pro/carte#${card.replace(/-/g, "")}`, { waitUntil: "load" });
  if (!scripts) await one.fill("#number", card);
  await one.fill("#words", words);
  await one.locator("input[name=place][value=own]").check({ force: true });
  await press(one, ".acts .p1");
  assert.equal(at(one), "/pro");
}

const nobody = async () => {};

/** From the first page to the code: of a procedure, its questions answered in turn. Gives the code and the address. */
export async function asks(one, origin, { procedure = "rsa", answers = [], see = nobody } = {}) {
  await go(one, origin, "/pro");
  await see(one, "home");
  await press(one, "a.p1[href='/pro/rendez-vous/nouveau']");
  await see(one, "new");
  await press(one, `.kinds a[href$='pour=${procedure}']`);
  for (const [number, answer] of answers.entries()) {
    await one.locator(`.answers fieldset:nth-child(${number + 1}) input[value=${answer}]`).check({ force: true });
  }
  await see(one, "ask");
  await press(one, ".acts .p1");
  return offered(one, see);
}

/** The code that the page shows. */
export async function offered(one, see = nobody) {
  assert.match(at(one), /^\/pro\/rendez-vous\/[0-9a-f]{32}$/);
  await see(one, "wait");
  const code = (await one.locator("[data-code]").innerText()).trim();
  // The pseudo-language leaves codes alone.
  assert.match(code, /^[0-9A-Z]{3}-[0-9A-Z]{3}$/);
  return { code, address: new URL(one.url()).pathname };
}

/** The person scans the square; without script, they type the code. */
export async function scans(one, origin, code, { scripts, see = nobody }) {
  if (scripts) {
    await one.goto("about:blank");
    await one.goto(`${origin}/rdv#${code.replace("-", "")}`, { waitUntil: "load" });
    await one.waitForURL(/\/rendez-vous\/[0-9a-f]{32}$/, { waitUntil: "load" });
  } else {
    await types(one, origin, code, { see });
  }
  assert.match(at(one), /^\/rendez-vous\/[0-9a-f]{32}$/);
}

/** The person types the code, from their home page. */
export async function types(one, origin, code, { see = nobody } = {}) {
  await go(one, origin, "/papiers");
  await press(one, "a.choice[href='/rdv']");
  await see(one, "door");
  await one.fill("#code", code.toLowerCase().replace("-", " "));
  await press(one, ".acts .p1");
}

/** What is ticked is agreed to. */
export async function agrees(one, { see = nobody } = {}) {
  await see(one, "request");
  await press(one, ".acts .p1");
  assert.equal(await one.locator("input[name=etape][value=accord]").count(), 1);
  await see(one, "agree");
  await press(one, ".acts .p1");
  await see(one, "given");
}

/** The page of the professional goes to the papers by itself; without script, it is loaded again and pressed. */
export async function opens(one, { scripts, see = nobody }) {
  if (!scripts) {
    // What a browser does by itself after some seconds.
    await again(one);
    await see(one, "open");
    await press(one, "form[data-now] button");
  }
  await one.waitForURL(/\/papiers\/\d+$/, { waitUntil: "load" });
}

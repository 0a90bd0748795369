// A journey: the demo is started, one person after the other walks it in each of the ways, every
// page is looked at on the way, and what was found becomes a line of evidence.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { claims, record } from "../evidence.mjs";
import { WAYS, axe, checks, dark, open, page, person, picture, shot } from "./browser.mjs";
import { start } from "./demo.mjs";

const WALK_WITHIN = 300_000;

/** Ways that the quick run leaves to the long one. */
export const late = (...ways) => process.env.LONG_SUITES === "1" ? ways : [];

/** Everything turned around, in the pseudo-language. Arabic is walked in the quick run too (`languages`). */
export const TURNED = late("phone-rtl");

/** The ways in which a journey is walked, unless it says otherwise. */
export const ALL = ["phone", "desktop", "phone-plain", ...TURNED];

/** What people do on their phones most of all: the wide screen is walked in the long run. */
export const PHONES = ["phone", "phone-plain", ...late("desktop"), ...TURNED];

/**
 * Declares the tests of a journey. `walk` gets the demo, its `origin`, `someone(way)` which gives a
 * page in a browser of its own, `see(page, name)` which looks at a page, and `scripts`.
 */
export function journey(id, command, ways, walk) {
  describe(id, { concurrency: 2 }, () => walked(id, command, ways, walk));
}

function walked(id, command, ways, walk) {
  const name = claims.some((claim) => claim.id === id) ? id : null;
  let demo;
  let browser;

  before(async () => {
    demo = await start();
    browser = await open();
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  for (const way of ways) {
    test(`${id}, ${way}`, { timeout: WALK_WITHIN }, async () => {
      const contexts = [];
      const faults = [];
      let violations = 0;
      const someone = async (its = way) => {
        const context = await person(browser, its, demo.url);
        contexts.push(context);
        return page(context);
      };
      // All faults of all pages are told at the end: one ugly page does not hide the others.
      const see = async (one, what) => {
        await checks(one).catch((error) => faults.push(`${what}: ${error.actual ?? error.message}`));
        const found = await axe(one);
        await shot(one, `${id}-${what}`);
        // The same colours in every way: they are seen in the first.
        if (way === ways[0]) found.push(...await dark(one, `${id}-${what}`));
        violations += found.length;
        faults.push(...found);
      };
      if (name) record(name, way, { figure: null, broken: true, command });
      record("axe", `${id}-${way}`, { figure: null, broken: true, command });
      try {
        const scripts = WAYS[way].javaScriptEnabled !== false;
        await walk({ demo, origin: demo.url, way, scripts, someone, see });
      } catch (error) {
        const last = contexts.flatMap((context) => context.pages());
        for (const [number, one] of last.entries()) await picture(one, `${id}-failed-${number}`).catch(() => {});
        error.message += `\nat ${last.map((one) => one.url()).join(", ")}`;
        throw error;
      } finally {
        await Promise.all(contexts.map((context) => context.close()));
      }
      record("axe", `${id}-${way}`, { figure: violations, command });
      assert.deepEqual(faults, []);
      if (name) record(name, way, { figure: 0, command });
    });
  }
}

// Chromium as people hold it: a phone, an office PC, without scripts, right to left; and each page in the dark.
//
// `open` starts one browser with a fresh profile; each context is a person of its own. Pages are
// watched from the start: a console error, a failed script or a violated policy fails `checks`.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-domain-reliability",
];

const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const desktop = { viewport: { width: 1280, height: 800 } };

/** The ways in which every page is seen. */
export const WAYS = {
  phone,
  desktop,
  "phone-plain": { ...phone, javaScriptEnabled: false },
  "desktop-plain": { ...desktop, javaScriptEnabled: false },
  "phone-rtl": { ...phone, language: "qps" },
  "phone-en": { ...phone, language: "en" },
  "desktop-en": { ...desktop, language: "en" },
  "phone-ar": { ...phone, language: "ar" },
  "desktop-ar": { ...desktop, language: "ar" },
  // An office PC at 400 %.
  zoomed: { viewport: { width: 320, height: 256 } },
};

/** What a page's title may be: it stays in a shared computer's history. */
export const NEUTRAL_TITLE = "Abri";

/** For a machine without a mouse: pages ask for it by media queries, which contexts cannot change. */
export const FINGER = "--blink-settings=primaryHoverType=1,availableHoverTypes=1,primaryPointerType=2,availablePointerTypes=2";

/** Starts Chromium; `close` ends it. Playwright makes and removes the profile's folder. */
export async function open(more = []) {
  const args = [...ARGUMENTS, ...more];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
}

/**
 * One person's browser, seen in one of the `WAYS`. The certificate is the demo's own, so it is not
 * verified here; TLS has tests of its own.
 */
export async function person(browser, way, origin) {
  const { language, ...rest } = WAYS[way];
  const context = await browser.newContext({
    ...rest, ignoreHTTPSErrors: true, locale: "fr-FR", timezoneId: "Europe/Paris", reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  if (language) await context.addCookies([{ name: "__Host-langue", value: language, url: origin, secure: true }]);
  context.way = way;
  return context;
}

/** A new page, watched from its first byte. */
export async function page(context) {
  const one = await context.newPage();
  one.troubles = [];
  one.on("console", (message) => {
    // An answer such as 404 is written to the console too; the journey itself looks at statuses.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      one.troubles.push(`console: ${message.text()}`);
    }
  });
  one.on("pageerror", (error) => one.troubles.push(`script: ${error.message}`));
  return one;
}

/** To look at each page, ask for pictures: taking them is a third of a run. */
const PICTURES = process.env.PICTURES === "1" || process.env.LONG_SUITES === "1";

/** A picture of the page, for who asked for pictures. */
export async function shot(one, name) {
  if (PICTURES) await picture(one, name);
}

/** A picture of the whole page in target/screenshots/. */
export async function picture(one, name) {
  const folder = join(root, "target/screenshots");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}-${one.context().way}.png`);
  await one.screenshot({ path, fullPage: true });
  return path;
}

/**
 * Violations that axe-core finds, as sentences. Its script is evaluated by the debugger and not
 * added to the page, so that the policy of the page stays in force. Its timers do not run where
 * scripts are off: there the HTML is the same, and the other ways have seen it.
 */
export async function axe(one) {
  if (WAYS[one.context().way].javaScriptEnabled === false) return [];
  await one.evaluate(axeSource);
  return violations(one, ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
}

/** The same page with the colours of the dark, after `axe`: a picture, and what cannot be told from its ground. */
export async function dark(one, name) {
  if (WAYS[one.context().way].javaScriptEnabled === false) return [];
  await one.emulateMedia({ colorScheme: "dark" });
  const found = await violations(one, ["color-contrast"]);
  await shot(one, `${name}-dark`);
  await one.emulateMedia({ colorScheme: null });
  return found;
}

async function violations(one, runOnly) {
  // What passes is not gathered, and no rule here reads style sheets: half the time, the same faults.
  const options = { runOnly, resultTypes: ["violations"], preload: false };
  const { violations } = await one.evaluate((options) => globalThis.axe.run(document, options), options);
  return violations.map(({ id, help, nodes }) =>
    `${one.url()} ${id}: ${help} (${nodes.map((node) => node.target.join(" ")).join(", ")})`);
}

const layout = ({ touch }) => {
  const found = [];
  const html = document.documentElement;
  // Right-to-left pages scroll to the left, by negative amounts; the width tells both.
  if (html.scrollWidth > html.clientWidth) found.push(`scrolls sideways: ${html.scrollWidth} > ${html.clientWidth}`);
  // An empty style attribute is what taking a picture leaves on fields.
  for (const element of document.querySelectorAll("script:not([src]), style, [style]:not([style=''])")) {
    if (element.type !== "application/ld+json") found.push(`inline code: ${element.outerHTML.slice(0, 80)}`);
  }
  for (const element of document.querySelectorAll("*")) {
    const attribute = [...element.attributes].find(({ name }) => /^on[a-z]+$/.test(name));
    if (attribute) found.push(`inline handler: ${attribute.name}`);
    const names = [element.id, ...element.classList].join(" ");
    if (/(^|[ _-])(share|ad|ads|banner|partage|pub|social|popup|cookie)([ _-]|$)/.test(names)) {
      found.push(`a blocked name: ${names}`);
    }
  }
  if (html.lang === "") found.push("no language");
  if (touch) {
    const targets = "a[href], button, input:not([type=hidden]), select, textarea, summary";
    for (const element of document.querySelectorAll(targets)) {
      // A box or a dot is pressed through its label; a link in a sentence is a word (WCAG 2.5.8).
      const pressed = element.matches("[type=checkbox], [type=radio], [type=file]") ? element.labels?.[0] ?? element : element;
      const style = getComputedStyle(pressed);
      const inSentence = element.matches("p a, li p a, td a") && style.display === "inline";
      const box = pressed.getBoundingClientRect();
      const shown = box.width > 1 && box.height > 1 && style.visibility !== "hidden" && box.bottom > 0;
      if (shown && !inSentence && (box.width < 47.5 || box.height < 47.5)) {
        const words = (element.textContent || element.name || "").trim().slice(0, 40);
        found.push(`a small target: ${Math.round(box.width)} × ${Math.round(box.height)} "${words}"`);
      }
    }
  }
  return found;
};

/** All that holds on every page, whatever it is: fails with everything that does not. */
export async function checks(one) {
  const way = WAYS[one.context().way];
  const found = [...one.troubles];
  found.push(...await one.evaluate(layout, { touch: way.viewport.width <= 360 }));
  const title = await one.title();
  // The pseudo-language puts letters of its own around every text.
  const plain = way.language === "qps" ? title.replace(/[^\x20-\x7e]/g, "").trim() : title;
  if (plain !== NEUTRAL_TITLE) found.push(`the title tells: "${title}"`);
  if (way.language === "qps" && await one.evaluate(() => document.documentElement.dir) !== "rtl") {
    found.push("not right to left");
  }
  assert.deepEqual(found, [], `${one.url()} (${one.context().way})`);
}

/** `checks`, axe-core and a picture: what a journey does on every page it reaches. Gives the violations. */
export async function look(one, name) {
  await checks(one);
  const found = await axe(one);
  // Last: to take a picture, an empty style attribute is left on fields.
  await shot(one, name);
  return found;
}

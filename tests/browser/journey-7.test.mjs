// Journey 7: two papers are shown until tonight, by a link with a spoken code and by a short code;
// whoever looks sees the clock, and nothing any more once the person stops.

import assert from "node:assert/strict";

import { ALL, journey } from "./journey.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, at, go, leaveFast, openLink, openQuickly, other, press, show, shown, width } from "./steps.mjs";

const command = "node --test tests/browser/journey-7.test.mjs";

/** What the social worker sits at: an office PC, with or without scripts as the person's phone. */
const OFFICE = { phone: "desktop", desktop: "desktop", "phone-plain": "desktop-plain", "phone-rtl": "phone-rtl" };

async function wrongThenRight(reader, code, see) {
  await reader.fill("#nom", "Claire Morel");
  await reader.fill("#structure", "Association Le Porche");
  await see(reader, "who");
  await reader.fill("#code", other(code));
  await press(reader, ".acts .p1");
  await see(reader, "who-wrong");
  assert.match(await reader.locator(".note.refusal").innerText(), /4/, "what is left of five tries is said");
  assert.equal(await reader.inputValue("#nom"), "Claire Morel", "the name is kept");
  await reader.fill("#code", code);
  await press(reader, ".acts .p1");
}

async function byLink({ origin, way, scripts, someone, see }, one) {
  const { link, code } = await show(one, origin, { who: "Claire Morel", structure: "Association Le Porche", see });
  assert.match(code, /^\d{4}$/);
  await go(one, origin, "/papiers");
  await see(one, "home-showing");
  assert.equal(await one.locator(".montre").count(), 1, "what is shown stands on the home page");

  const reader = await someone(OFFICE[way]);
  const seen = (page, what) => see(page, `reader-${what}`);
  await openLink(reader, origin, link, { scripts, see: seen });
  await wrongThenRight(reader, code, seen);
  assert.equal(at(reader), "/p/papiers");
  await seen(reader, "papers");
  assert.equal(await reader.locator("svg[role=img].ring, .ring[role=img], .ring [role=img]").count() > 0, true, "the clock is there");
  await press(reader, ".checks a");
  assert.ok(await width(reader.locator(".leaf img").first()) > 200, "a page is seen");
  await seen(reader, "paper");
  const original = await reader.evaluate(() => document.querySelector("a[href$='/original']"));
  assert.equal(original, null, "reading only: nothing to keep");

  // A reload is the same opening.
  await reader.reload();
  await go(one, origin, "/montrer/actifs");
  await see(one, "active");
  assert.match(await one.locator(".montre").innerText(), /\b1\b/, "one opening, after a reload too");

  await press(one, ".montre form[action$='/arreter'] button");
  await see(one, "stopped");
  await go(one, origin, "/montrer/actifs");
  await see(one, "active-none");
  assert.equal(await one.locator(".montre").count(), 0);
  const after = await reader.reload();
  assert.equal(after.status(), 404, "the reader's next request finds it ended");
  await seen(reader, "ended");
  // The link opens nothing any more either.
  await openLink(reader, origin, link, { scripts });
  await seen(reader, "link-ended");
  assert.equal(await reader.locator("#nom").count(), 0);
}

async function byShortCode({ origin, way, scripts, someone, see }, one) {
  await show(one, origin, { who: "Paul Petit", until: "rendez-vous", spoken: false });
  const reader = await someone(OFFICE[way]);
  const seen = (page, what) => see(page, `short-${what}`);
  for (const answer of ["non", "oui"]) {
    await press(one, "form[action$='/code'] button");
    await seen(one, `given-${answer}`);
    const code = await shown(one, "#code b:not(.long)");
    await go(reader, origin, "/m");
    await seen(reader, "ask");
    await reader.fill("#code", code.toLowerCase());
    await reader.fill("#nom", "Paul Petit");
    await reader.fill("#structure", "Mairie de Valmer");
    await press(reader, ".acts .p1");
    assert.equal(at(reader), "/m/attente");
    await seen(reader, `wait-${answer}`);
    const given = one.url();
    await one.waitForSelector("[data-question]");
    assert.match(await one.locator("[data-question] h2").innerText(), /Paul Petit/);
    await seen(one, `question-${answer}`);
    await press(one, `button[name=reponse][value=${answer}]`);
    await seen(one, `answered-${answer}`);
    await reader.waitForSelector(answer === "oui" ? "form[action='/m/regarder']" : "main a[href='/m']");
    await seen(reader, `answer-${answer}`);
    await one.goto(given.split("#")[0]);
  }
  await press(reader, "form[action='/m/regarder'] button");
  assert.equal(at(reader), "/p/papiers");
  await seen(reader, "papers");
  if (scripts) {
    await leaveFast(reader, origin);
  } else {
    await press(reader, ".leave");
    await seen(reader, "closed");
  }
  assert.equal((await reader.goto(`${origin}/p/papiers`)).status(), 404, "closed is closed");
  await go(one, origin, "/montrer/actifs");
  await press(one, "form[action$='/arreter'] button");
}

journey("journey-7", command, ALL, async (walk) => {
  const one = await walk.someone();
  const { photo, pdf } = await drawn(one.context().browser());
  await openQuickly(one, walk.origin, "Amina");
  await addPapers(one, walk.origin, [photo, pdf], ["cni", "bulletin_salaire"]);
  await byLink(walk, one);
  await byShortCode(walk, one);
});

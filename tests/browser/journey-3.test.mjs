// Journey 3: papers are put in as files, named, filed, printed, removed and destroyed.

import assert from "node:assert/strict";

import { ALL, journey } from "./journey.mjs";
import { drawn, notAPaper } from "./papers.mjs";
import { addPapers, at, go, openQuickly, press, width } from "./steps.mjs";

const command = "node --test tests/browser/journey-3.test.mjs";

journey("journey-3", command, ALL, async ({ origin, scripts, someone, see }) => {
  const one = await someone();
  const { photo, pdf } = await drawn(one.context().browser());
  await openQuickly(one, origin, "Amina");
  await see(one, "home-unsafe");
  assert.equal(await one.locator(".note.attention").count(), 1, "what a lost phone means is said");

  await addPapers(one, origin, [photo, pdf], ["cni", "bulletin_salaire"], {
    see, end: { day: "15", month: "12", year: "2031" },
  });
  await go(one, origin, "/papiers");
  await see(one, "home");
  const papers = one.locator("a.paper");
  assert.equal(await papers.count(), 2);
  for (const image of await papers.locator("img").all()) {
    assert.ok(await width(image) > 20, "its picture is shown");
  }

  // Neither a photo nor a PDF: refused, and said so.
  await go(one, origin, "/papiers/ajouter");
  await one.setInputFiles("#papers", notAPaper);
  if (scripts) {
    // A single photograph needs no button: the camera's loop takes it.
    await one.waitForSelector(".loop .note.refusal");
  } else {
    await press(one, "form[data-add] .acts .p1");
  }
  await see(one, "add-refused");
  assert.equal(await one.locator(".note.refusal").count(), 1);

  // One paper: its pages, large, the next page.
  await go(one, origin, "/papiers");
  const paths = await papers.evaluateAll((all) => all.map((paper) => paper.getAttribute("href")));
  for (const path of paths) {
    await go(one, origin, path);
    assert.ok(await width(one.locator(".viewer img")) > 200, "its page is shown");
    await see(one, `paper-${paths.indexOf(path)}`);
  }
  const path = paths.at(-1);
  await press(one, ".viewer a[href*=grand]");
  await see(one, "paper-large");

  // Another name, then a name that looks like a social security number.
  await go(one, origin, path);
  await one.locator("details:has(#name) summary").click();
  await one.fill("#name", "1 84 12 76 451 089 46");
  await press(one, "details:has(#name) button.less");
  await see(one, "paper-name-warned");
  assert.equal(await one.locator("#name-wrong").count(), 1);
  await one.fill("#name", "Mon papier à moi");
  await press(one, "details:has(#name) button.less");
  await go(one, origin, path);
  assert.equal(await one.locator("h1").innerText(), "Mon papier à moi");

  // Printing.
  await go(one, origin, "/imprimer");
  await see(one, "print");
  await one.locator("input[name=papier]").first().check({ force: true });
  await press(one, ".acts .p1");
  await see(one, "print-sheets");
  assert.ok(await one.locator(".photocopy img").count() >= 1);

  // Removed, put back, removed again, destroyed.
  const remove = async () => {
    await go(one, origin, path);
    await one.locator("details:has(form[action$='/retirer']) summary").click();
    await press(one, "form[action$='/retirer'] button");
  };
  await remove();
  await see(one, "home-removed");
  assert.equal(await papers.count(), 1);
  await go(one, origin, "/papiers/retires");
  await see(one, "removed");
  await press(one, "form[action$='/remettre'] button");
  await go(one, origin, "/papiers");
  assert.equal(await papers.count(), 2);
  await remove();
  await go(one, origin, "/papiers/retires");
  await one.locator("details:has(form[action$='/detruire']) summary").click();
  await see(one, "removed-destroy");
  await press(one, "form[action$='/detruire'] button");
  assert.match(at(one), /^\/papiers\/detruit\//);
  await see(one, "certificate");
  assert.match(await one.locator("main").innerText(), /[0-9a-f]{64}/, "the certificate names the entry of the journal");
  const gone = await one.goto(origin + path);
  assert.equal(gone.status(), 404);
  await see(one, "gone");
});

// Discreet mode: pages that name nothing until a press, for once, and that still stop an access with one tap.

import assert from "node:assert/strict";

import { TURNED, journey } from "./journey.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, at, begin, go, noteCode, press, show } from "./steps.mjs";

const command = "node --test tests/browser/discreet.test.mjs";
const LISTS = ["/qui-a-vu", "/accords", "/imprimer", "/montrer", "/montrer/actifs", "/papiers/retires", "/demarches"];

journey("discreet", command, ["phone", "desktop", "phone-plain", ...TURNED], async ({ origin, scripts, see, someone }) => {
  const one = await someone();
  const { pdf } = await drawn(one.context().browser());
  await begin(one, origin, { name: "Amina" });
  await noteCode(one);
  await addPapers(one, origin, [pdf], ["bulletin_salaire"]);
  await show(one, origin, { who: "Karim", spoken: false, count: 1 });
  await go(one, origin, "/papiers");
  const named = await one.locator("a.paper b").first().innerText();
  const nothing = async (what) => {
    const text = await one.locator("body").innerText();
    for (const word of ["Amina", "Karim", named]) assert.ok(!text.includes(word), `${what}: ${word}`);
    assert.equal(await one.locator("main img").count(), 0, what);
  };

  await go(one, origin, "/compte");
  await press(one, "a[href='/compte/discret']");
  await see(one, "before");
  await press(one, ".acts .p1");
  assert.equal(at(one), "/papiers");
  await nothing("home");
  await see(one, "home");
  await go(one, origin, "/compte");
  await nothing("account");

  // A press shows the names, and the next page hides them.
  await go(one, origin, "/papiers");
  await press(one, "form[action='/papiers/noms'] button");
  assert.ok((await one.locator("main").innerText()).includes(named));
  await see(one, "home-shown");
  await press(one, "a[data-hide]");
  assert.equal(at(one), "/papiers");
  await nothing("home again");
  for (const path of LISTS) {
    await go(one, origin, path);
    await nothing(path);
  }
  await go(one, origin, "/qui-a-vu");
  await see(one, "cover");
  await press(one, ".acts .p1");
  assert.ok((await one.locator("main").innerText()).includes("Karim"));
  await see(one, "journal-shown");

  // Loading it again, or going back to it, shows nothing where there is script; without, the browser asks first.
  if (scripts) {
    assert.equal(at(one), "/qui-a-vu");
    await one.reload({ waitUntil: "load" });
    await nothing("reloaded");
    await press(one, ".acts .p1");
    await go(one, origin, "/papiers");
    await one.goBack({ waitUntil: "load" });
    assert.equal(at(one), "/qui-a-vu");
    await nothing("back");
  }

  // A paper that is pressed is shown: it was chosen. An access is stopped with one tap.
  await go(one, origin, "/papiers");
  await press(one, "a.paper");
  assert.ok((await one.locator("main").innerText()).includes(named));
  await see(one, "paper");
  await go(one, origin, "/papiers");
  await press(one, "section.montre form button");
  assert.equal(await one.locator("section.montre").count(), 0);

  await go(one, origin, "/compte/discret");
  await see(one, "on");
  await press(one, ".acts .p1");
  assert.ok((await one.locator("main").innerText()).includes("Amina"));
});

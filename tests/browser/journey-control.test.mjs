// "Reprendre la main": somebody who knows the person's code has the vault open elsewhere and is shown papers. One page,
// and they are out; the person goes on with a new card.

import assert from "node:assert/strict";

import { PHONES, journey } from "./journey.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, at, begin, enterByCard, go, makeCard, makeRescue, noteCode, press, show } from "./steps.mjs";

const command = "node --test tests/browser/journey-control.test.mjs";

journey("control", command, PHONES, async ({ origin, see, someone }) => {
  const one = await someone();
  const { pdf } = await drawn(one.context().browser());
  await begin(one, origin, { name: "Amina" });
  const code = await noteCode(one);
  const old = await makeCard(one);
  await addPapers(one, origin, [pdf], ["bulletin_salaire"]);
  await show(one, origin, { who: "Karim", spoken: false, count: 1 });

  // Somebody else, with what they copied.
  const other = await someone();
  await enterByCard(other, origin, old.number, old.code);
  assert.equal(at(other), "/papiers");

  // It shows as another screen, and can be closed by itself.
  await go(one, origin, "/compte");
  await press(one, "a[href='/compte/ecrans']");
  assert.equal(await one.locator("section.card").count(), 2);
  await see(one, "screens");
  await press(one, "form[action='/compte/ecrans'] button");
  assert.equal(await one.locator("section.card").count(), 1);
  assert.equal(await one.locator(".note.success").count(), 1);
  assert.equal(await one.locator("a[href='/compte/reprendre']").count(), 1);
  await see(one, "screens-none");
  await go(other, origin, "/papiers");
  assert.equal(at(other), "/entrer");
  await enterByCard(other, origin, old.number, old.code);

  // Whoever has typed no secret lately closes none: first the code.
  await go(other, origin, "/compte/ecrans");
  assert.equal(await other.locator("form[action='/compte/ecrans']").count(), 0);
  await see(other, "screens-first");
  await press(other, "a.p1");
  assert.ok(at(other).startsWith("/compte/preuve"));

  // The way there: from the account, and from the list of what happened.
  await go(one, origin, "/compte");
  assert.equal(await one.locator("a[href='/compte/reprendre']").count(), 1);
  await see(one, "account");
  await go(one, origin, "/qui-a-vu");
  await see(one, "journal");
  await press(one, "a[href='/compte/reprendre']");
  await see(one, "before");
  await press(one, ".acts .p1");
  assert.ok(at(one).startsWith("/compte/preuve"));
  await one.fill("#typed", code);
  await press(one, "form .p1");
  assert.equal(at(one), "/compte/reprendre");
  await see(one, "ready");
  await press(one, ".acts .p1");
  assert.equal(at(one), "/compte/reprendre/fait");
  await see(one, "after");

  // They are out, and come back in by nothing.
  await go(other, origin, "/papiers");
  assert.equal(at(other), "/entrer");

  // The new card, its code, a new sheet; then the papers.
  await press(one, ".acts .p1");
  const card = await makeCard(one, { see });
  assert.notEqual(card.number, old.number);
  await makeRescue(one, { see });
  await go(one, origin, "/papiers");
  assert.equal(await one.locator("a.paper").count(), 1);
  assert.equal(await one.locator("section.montre").count(), 0);
  await see(one, "home");
  await go(one, origin, "/qui-a-vu");
  await see(one, "told");
});

journey("closing", command, PHONES, async ({ origin, see, someone }) => {
  const one = await someone();
  const { pdf } = await drawn(one.context().browser());
  await begin(one, origin, { name: "Amina" });
  const code = await noteCode(one);
  await addPapers(one, origin, [pdf], ["bulletin_salaire"]);
  const asks = async () => {
    await go(one, origin, "/compte");
    await press(one, "a[href='/compte/fermer']");
    if (await one.locator("input[name=quand]").count() > 0) return;
    await see(one, "first");
    await press(one, ".acts a.p2");
    await one.fill("#typed", code);
    await press(one, "form .p1");
    assert.equal(at(one), "/compte/fermer");
  };

  // In seven days is what is ticked; home says it, and one press takes it back.
  await asks();
  await see(one, "when");
  assert.equal(await one.locator("input[name=quand]:checked").inputValue(), "plus-tard");
  assert.equal(await one.locator("a[href='/compte/recuperer']").count(), 1);
  await press(one, "form[action='/compte/fermer'] button");
  await see(one, "asked");
  await go(one, origin, "/papiers");
  await see(one, "home");
  await press(one, "form[action='/compte/fermer/garder'] button");
  assert.equal(at(one), "/papiers");
  assert.equal(await one.locator("form[action='/compte/fermer/garder']").count(), 0);

  // At once: a certificate, and nobody comes in any more.
  await asks();
  await one.check("input[name=quand][value=maintenant]", { force: true });
  await press(one, "form[action='/compte/fermer'] button");
  await see(one, "closed");
  assert.match(await one.locator("dd.mono").innerText(), /^[0-9a-f]{64}$/);
  await go(one, origin, "/papiers");
  assert.equal(at(one), "/entrer");
});

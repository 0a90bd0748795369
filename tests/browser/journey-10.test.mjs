// Journey 10: what a procedure wants, what is missing, what ends soon; on the screen and on paper.

import assert from "node:assert/strict";

import { ALL, journey } from "./journey.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, at, go, openQuickly, press } from "./steps.mjs";

const command = "node --test tests/browser/journey-10.test.mjs";

/** So many months from today, on the first of the month or on today's day, as fields of a date. */
function monthsAway(count, day = null) {
  const now = new Date();
  const first = new Date(now.getFullYear(), now.getMonth() + count, 1);
  return { day: String(day ?? 1), month: String(first.getMonth() + 1), year: String(first.getFullYear()) };
}

const names = (one, part) => one.locator(part).allInnerTexts();

journey("journey-10", command, ALL, async ({ origin, someone, see }) => {
  const one = await someone();
  const { pdf } = await drawn(one.context().browser());
  await openQuickly(one, origin, "Amina");

  // Nothing in the vault yet: everything is missing, and nothing is proposed for showing.
  await go(one, origin, "/papiers");
  await press(one, "a[href='/demarches']");
  await see(one, "choose");
  await press(one, ".kinds a[href='/demarches/rsa']");
  await see(one, "question");
  for (const answer of ["oui", "oui", "non", "non"]) {
    await press(one, `.kinds.duo a[href$='=${answer}']`);
  }
  const address = at(one);
  assert.equal(address, "/demarches/rsa?famille=oui&revenus=oui&heberge=non&sans_domicile=non");
  await see(one, "nothing");
  assert.equal(await one.locator(".check.none").count(), 4, "identity, RIB, family, income");
  assert.equal(await one.locator("a[href^='/montrer?']").count(), 0);

  // Papers: a card, one pay slip of last month, a permit that ends within three months.
  const sent = (number, file) => ({ ...file, name: `${number}-${file.name}`, buffer: Buffer.concat([file.buffer, Buffer.from(`\n%${number}`)]) });
  await addPapers(one, origin, pdf, ["cni"], { end: monthsAway(40) });
  await addPapers(one, origin, sent(1, pdf), ["bulletin_salaire"], { end: monthsAway(-1), see });
  await addPapers(one, origin, sent(2, pdf), ["titre_sejour"], { end: monthsAway(3) });
  await go(one, origin, address);
  await see(one, "some");
  assert.equal(await one.locator(".check.none").count(), 2, "RIB and family");
  assert.equal(await one.locator(".check.soon").count(), 1, "one month of pay slips of three");

  await addPapers(one, origin, sent(3, pdf), ["bulletin_salaire"], { end: monthsAway(-2) });
  await addPapers(one, origin, sent(4, pdf), ["bulletin_salaire"], { end: monthsAway(-3) });
  await addPapers(one, origin, sent(5, pdf), ["rib"]);
  await addPapers(one, origin, sent(6, pdf), ["livret_famille"]);
  await go(one, origin, address);
  await see(one, "all");
  assert.equal(await one.locator(".check.none, .check.soon").count(), 0);
  assert.equal(await one.locator(".held-paper").count(), 6, "a card, three slips, RIB, family");

  // The right papers are ticked, and the purpose is chosen.
  await press(one, "a[href^='/montrer?']");
  await see(one, "show");
  assert.equal(await one.locator("input[name=pourquoi]").inputValue(), "rsa");
  assert.equal(await one.locator("input[name=papier]:checked").count(), 6);
  assert.equal(await one.locator("input[name=papier]").count(), 7, "the permit is not among them");

  // The same bill is too recent for the AME and good for a new card; without a date nobody knows.
  await addPapers(one, origin, sent(7, pdf), ["facture_domicile"], { end: monthsAway(-1, 2), see });
  await go(one, origin, "/demarches/ame");
  await see(one, "ame");
  assert.equal(await one.locator(".check.soon .held-paper").count(), 1);
  await go(one, origin, "/demarches/cni_refaire?perte=oui");
  assert.equal(await one.locator(".check:not(.soon):not(.none) .held-paper").count(), 1);
  await see(one, "lost");
  await press(one, "a[href*='/imprimer']");
  await see(one, "sheet");
  assert.equal(await one.locator(".todo").count(), 2, "a photograph and the declaration");
  assert.equal(await one.locator(".law li").count(), 1);
  await go(one, origin, "/demarches/rsa/imprimer?famille=oui&revenus=oui");
  assert.equal(await one.locator(".law li").count(), 6);

  // Another person's papers are there and not ticked; a landlord may not demand a carte Vitale.
  await addPapers(one, origin, sent(8, pdf), ["attestation_hebergement"], { end: monthsAway(-1) });
  await addPapers(one, origin, sent(9, pdf), ["carte_vitale"]);
  await go(one, origin, "/demarches/location_privee");
  await see(one, "renting");
  const offered = await one.locator("a[href^='/montrer?']").getAttribute("href");
  assert.equal(offered.match(/papier=/g).length, 4, "a card and three slips, not the host's statement");
  await press(one, "a[href^='/montrer?']");
  assert.equal(await one.locator(".chip.tile").count(), 1);
  await see(one, "undue");
  const vitale = one.locator("label.paper", { has: one.locator(".chip.tile") });
  await vitale.locator("input").check({ force: true });
  await press(one, ".acts .p1");
  await one.fill("#nom", "Agence des Lilas");
  for (let page = 0; page < 4; page += 1) await press(one, ".acts .p1");
  assert.equal(await one.locator("input[name=etape][value=accord]").count(), 1);
  assert.equal(await one.locator(".note.refusal").count(), 1, "the carte Vitale is warned of before the agreement");
  await see(one, "undue-agree");

  // Home speaks of the permit, which is in its window of renewal, and leads to it.
  await go(one, origin, "/papiers");
  await see(one, "home");
  const told = await names(one, "a.check.soon b");
  assert.equal(told.length, 1);
  await press(one, "a.check.soon");
  assert.match(at(one), /^\/papiers\/[0-9a-f]{32}$/);
});

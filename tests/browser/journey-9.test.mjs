// Journey 9: a person who lost everything comes back in with two professionals, seen by both on the same day; and
// somebody who asks from afar is told no by the person.

import assert from "node:assert/strict";

import { ALL, journey } from "./journey.mjs";
import { drawn } from "./papers.mjs";
import { addPapers, at, begin, go, makeCard, makeRescue, noteCode, press, sheets, shown } from "./steps.mjs";

const command = "node --test tests/browser/journey-9.test.mjs";
/** Somebody of their own in each way: the ways share one demonstration. */
const whoOf = (way) => ({ nom: `Diallo Aminata ${way.replaceAll("-", " ")}`, jour: "14", mois: "3", annee: "1982" });

const nobody = async () => {};
const refusals = (one) => one.locator(".note.refusal").count();

/** Comes in at the office with a card and words. */
async function work(one, demo, role, { scripts }) {
  const { card, words } = demo.professionals.find((each) => each.role === role);
  await one.goto(`${demo.url}/pro/carte#${card.replace(/-/g, "")}`, { waitUntil: "load" });
  if (!scripts) await one.fill("#number", card);
  await one.fill("#words", words);
  await one.locator("input[name=place][value=own]").check({ force: true });
  await press(one, ".acts .p1");
  assert.equal(at(one), "/pro");
}

async function identity(one, who) {
  for (const [field, value] of Object.entries(who)) await one.fill(`#${field}`, value);
}

/** The person agrees: the secret, who they are, the sentence. */
async function agrees(one, origin, code, who, { see = nobody } = {}) {
  await go(one, origin, "/compte");
  await press(one, "a[href='/compte/personnes']");
  await see(one, "what");
  await press(one, ".acts .p1");
  await one.fill("#typed", code);
  await press(one, "form .p1");
  assert.equal(at(one), "/compte/personnes");
  await identity(one, { ...who, mois: "13" });
  await press(one, ".acts .p1");
  assert.equal(await refusals(one), 1, "no such date");
  await see(one, "wrong-date");
  await identity(one, who);
  await press(one, ".acts .p1");
  assert.match(await one.locator("blockquote.said").first().innerText(), /Accueil des Tilleuls/);
  await see(one, "agree");
  await press(one, "button[name=accord]");
  assert.equal(at(one), "/compte/personnes");
  assert.equal(await one.locator("form[action='/compte/personnes/arreter']").count(), 1);
  await see(one, "agreed");
}

/** Somebody says that they lost everything; gives the words and the code of the slip. */
async function asks(one, origin, manner, who, { see = nobody } = {}) {
  await go(one, origin, "/entrer");
  await see(one, "enter");
  await press(one, "a[href='/entrer/perdu']");
  await identity(one, who);
  await one.check(`input[name=comment][value=${manner}]`, { force: true });
  await see(one, "lost");
  await press(one, ".acts .p1");
  assert.equal(at(one), "/entrer/perdu/bon");
  await see(one, "slip");
  assert.equal(await sheets(one), 1, "the slip is printed on one sheet");
  const words = (await one.locator(".said-aloud b").first().innerText()).trim();
  assert.equal(words.split(/\s+/).length, 4);
  const code = await shown(one, ".code b.long");
  await press(one, ".acts a.p2");
  assert.equal(at(one), "/entrer/perdu/suite");
  return { words, code };
}

/** A professional types the words and looks at who asks. */
async function finds(one, origin, words) {
  await go(one, origin, "/pro/secours");
  await one.fill("#mots", words.toUpperCase());
  await press(one, "form[action='/pro/secours/demande'] .p1");
}

/** The professional ticks all three, and says yes. */
async function confirms(one, done) {
  for (const box of ["piece", "visage", "lus"]) await one.check(`input[name=${box}]`, { force: true });
  await press(one, "form[action='/pro/secours/confirmer'] .p1");
  assert.equal(at(one), `/pro/secours?fait=${done}`);
}

journey("journey-9", command, ALL, async ({ demo, origin, way, scripts, someone, see }) => {
  const who = whoOf(way);
  const person = await someone();
  const { pdf } = await drawn(person.context().browser());
  await begin(person, origin, { name: "Aminata" });
  const code = await noteCode(person);
  await addPapers(person, origin, [pdf], ["bulletin_salaire"]);
  await agrees(person, origin, code, who, { see });

  const first = await someone();
  await work(first, demo, "social_worker", { scripts });
  await see(first, "home");
  await press(first, "a[href='/pro/secours']");
  await see(first, "guardian");

  // Everything is lost: another screen, nothing but a name.
  const lost = await someone();
  const slip = await asks(lost, origin, "presence", who, { see });
  await see(lost, "stage-none");
  assert.equal(await lost.locator("form[action='/entrer/perdu/carte']").count(), 0);

  // Words that are not theirs: nothing.
  await finds(first, origin, "un deux trois quatre");
  assert.equal(await refusals(first), 1);
  await finds(first, origin, slip.words);
  assert.match(await first.locator("dl.facts").innerText(), /Diallo Aminata/);
  await see(first, "case");
  await confirms(first, "un");
  await see(first, "case-one");
  await go(lost, origin, "/entrer/perdu/suite");
  assert.equal(await lost.locator("form[action='/entrer/perdu/carte']").count(), 0, "one alone opens nothing");
  await see(lost, "stage-one");

  // What the person's own screen says meanwhile.
  await go(person, origin, "/papiers");
  assert.equal(await person.locator(".asked-back").count(), 1);
  assert.equal(await person.locator("form[action='/secours/refuser']").count(), 0, "seen by somebody: no veto");
  await see(person, "told");

  const second = await someone();
  await work(second, demo, "mediator", { scripts });
  await finds(second, origin, slip.words);
  await see(second, "case-second");
  await confirms(second, "pret");

  // On another screen than the one that asked: the code of the slip, scanned or typed.
  const screen = await someone();
  await screen.goto(`${origin}/entrer/perdu/code${scripts ? `#${slip.code.replace(/-/g, "")}` : ""}`, { waitUntil: "load" });
  if (scripts) assert.equal(new URL(screen.url()).hash, "", "the secret left the address bar");
  else await screen.fill("#number", slip.code.toLowerCase());
  await see(screen, "code");
  await press(screen, ".acts .p1");
  assert.equal(at(screen), "/entrer/perdu/suite");
  await see(screen, "ready");
  await press(screen, "form[action='/entrer/perdu/carte'] .p1");
  assert.equal(at(screen), "/compte/reprendre/fait");
  await see(screen, "back");
  await press(screen, ".acts .p1");
  await makeCard(screen);
  await makeRescue(screen);
  await go(screen, origin, "/papiers");
  assert.equal(await screen.locator("a.paper").count(), 1);
  await go(screen, origin, "/qui-a-vu");
  await see(screen, "journal");

  // The old screen is out, and the slip opens nothing any more.
  await go(person, origin, "/papiers");
  assert.equal(at(person), "/entrer");
  await go(lost, origin, "/entrer/perdu/suite");
  assert.equal(await refusals(lost), 1);
  await see(lost, "slip-over");
});

journey("afar", command, ALL, async ({ demo, origin, way, scripts, someone, see }) => {
  const who = whoOf(way);
  const person = await someone();
  await begin(person, origin, { name: "Aminata" });
  const code = await noteCode(person);
  await agrees(person, origin, code, who);

  const other = await someone();
  const { words } = await asks(other, origin, "afar", who);
  for (const [role, done] of [["social_worker", "un"], ["mediator", "attente"]]) {
    const guardian = await someone();
    await work(guardian, demo, role, { scripts });
    await finds(guardian, origin, words);
    await see(guardian, `case-${done}`);
    await confirms(guardian, done);
  }
  await go(other, origin, "/entrer/perdu/suite");
  assert.equal(await other.locator("form[action='/entrer/perdu/carte']").count(), 0, "three days");
  await see(other, "waits");

  // Every page of the person says so; one press, and it is over.
  await go(person, origin, "/compte");
  assert.equal(await person.locator(".asked-back").count(), 1);
  await go(person, origin, "/papiers");
  await see(person, "told");
  await press(person, "form[action='/secours/refuser'] button");
  assert.equal(at(person), "/secours/refuse");
  await see(person, "refused");
  await go(person, origin, "/papiers");
  assert.equal(await person.locator(".asked-back").count(), 0);
  await go(other, origin, "/entrer/perdu/suite");
  assert.equal(await refusals(other), 1);
  await go(person, origin, "/qui-a-vu");
  await see(person, "journal");

  // A case that is given up, on the screen that asked.
  const again = await someone();
  await asks(again, origin, "afar", who);
  await again.locator("details summary").first().click();
  await press(again, "form[action='/entrer/perdu/arreter'] button");
  assert.equal(at(again), "/entrer/perdu?arrete=1");
  await see(again, "given-up");

  // The person stops it: nobody can be asked any more.
  await go(person, origin, "/compte/personnes");
  await press(person, "form[action='/compte/personnes/arreter'] button");
  assert.equal(await person.locator("form[action='/compte/personnes/arreter']").count(), 0);
});

// The two places are one structure's: each way has a demonstration of its own.
for (const its of ALL) {
  journey(`seats-${its}`, command, [its], async ({ demo, origin, scripts, someone, see }) => {
    // The manager names herself to place 1; she has no key before somebody who has it says that it is her.
    const manager = await someone();
    await work(manager, demo, "manager", { scripts });
    await go(manager, origin, "/pro/structure");
    await see(manager, "team");
    await press(manager, "a[href='/pro/structure/secours']");
    await see(manager, "seats");
    await manager.selectOption("#personne-1", { index: 1 });
    await press(manager, "section:first-of-type form[action='/pro/structure/secours/nommer'] button");
    await see(manager, "seats-waits");
    await go(manager, origin, "/pro/secours");
    assert.equal(await manager.locator("#mots").count(), 0);
    await see(manager, "no-key");
    const first = await someone();
    await work(first, demo, "social_worker", { scripts });
    await see(first, "home");
    await press(first, "a[href='/pro/secours']");
    await see(first, "newcomer");
    await press(first, "form[action='/pro/secours/passer'] button");
    assert.equal(await first.locator("form[action='/pro/secours/passer']").count(), 0);
    await go(manager, origin, "/pro/secours");
    assert.equal(await manager.locator("#mots").count(), 1);

    // Two of one place do not make two: the second is told so.
    const { name, born } = demo.people.at(-1).agreed;
    const [annee, mois, jour] = born.split("-");
    const lost = await someone();
    const { words } = await asks(lost, origin, "presence", { nom: name, jour, mois, annee });
    await finds(first, origin, words);
    await confirms(first, "un");
    await finds(manager, origin, words);
    assert.equal(await manager.locator("form[action='/pro/secours/confirmer']").count(), 0);
    await see(manager, "same-place");
    await go(lost, origin, "/entrer/perdu/suite");
    assert.equal(await lost.locator("form[action='/entrer/perdu/carte']").count(), 0);

    // A professional who is not sure ends it.
    await press(manager, "form[action='/pro/secours/refuser'] button");
    assert.equal(at(manager), "/pro/secours?fait=non");
    await see(manager, "ended");
    await go(lost, origin, "/entrer/perdu/suite");
    assert.equal(await refusals(lost), 1);
    await go(manager, origin, "/pro/compte/journal");
    await see(manager, "journal");

    // Out of the place again, and nothing of it is left.
    await go(manager, origin, "/pro/structure/secours");
    await manager.locator("section:first-of-type li:last-child summary").click();
    await press(manager, "section:first-of-type li:last-child form button");
    assert.equal((await go(manager, origin, "/pro/secours")).status(), 404);
  });
}

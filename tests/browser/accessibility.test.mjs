// The accessibility statement says what was run and nothing else.

import assert from "node:assert/strict";
import { test } from "node:test";

import { results, statement, wayOf } from "../accessibility.mjs";

const how = { day: "1 janvier 2026", tools: ["axe-core 0"] };
const walk = (setup, figure = 0, broken = false) => ({ id: "axe", setup, figure, broken, command: "" });
const said = (records) => statement(results(records), how);

test("the way of a walk is the longest end of its name", () => {
  assert.equal(wayOf("journey-6-phone-plain").end, "phone-plain");
  assert.equal(wayOf("languages-vault-phone-ar").end, "phone-ar");
  assert.equal(wayOf("journey-1-phone").end, "phone");
  assert.equal(wayOf("journey-1-watch"), null);
  assert.throws(() => results([walk("journey-1-watch")]), /does not know/);
});

test("nothing run is nothing shown", () => {
  const text = said([]);
  assert.match(text, /Rien n’est affirmé ici/);
  assert.doesNotMatch(text, /\*\*0 défaut/);
});

test("a walk without scripts is not counted as seen by axe-core", () => {
  assert.match(said([walk("journey-1-phone-plain")]), /Rien n’est affirmé ici/);
  assert.match(said([walk("journey-1-phone-plain"), walk("journey-1-phone")]), /\*\*0 défaut\*\* en 1 parcours\./);
});

test("faults are counted, and walks that broke off are told", () => {
  const text = said([walk("journey-1-phone", 2), walk("journey-1-desktop", 3), walk("journey-2-desktop", null, true)]);
  assert.match(text, /\*\*5 défauts\*\* en 2 parcours, et 1 parcours ne sont pas allés à leur fin/);
});

test("a journey that fails or was not run is said so", () => {
  const record = (id, figure, broken) => ({ id, setup: "phone", figure, broken, command: "" });
  const text = said([walk("journey-1-phone"), record("journey-1", 0, false), record("journey-6", null, true)]);
  assert.match(text, /\| ouvrir un coffre seul \| oui \|/);
  assert.match(text, /\| le rendez-vous \| \*\*non\*\* \|/);
  assert.match(text, /\| préparer une démarche \| non exécuté \|/);
});

test("whatever was found, it is never said to conform", () => {
  for (const records of [[], [walk("journey-1-phone")], [walk("journey-1-phone", 4)]]) {
    const text = said(records);
    assert.match(text, /\*\*non conforme\*\*/);
    assert.doesNotMatch(text, /(totalement|partiellement) conforme/);
  }
});

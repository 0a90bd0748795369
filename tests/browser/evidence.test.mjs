import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { claims, failing, gather, keep, merge, meets, page, read, record, whole, worst } from "../evidence.mjs";

const claim = (goal) => ({ id: "kills", what: "", unit: "", goal });
const one = (figure, broken = false) => ({ id: "kills", figure, broken, command: "c" });

test("a claim takes the worst figure over all set-ups", () => {
  assert.equal(worst("<= 16", [3, 9, 4]), 9);
  assert.equal(worst(">= 0.7", [0.9, 0.71]), 0.71);
  assert.equal(worst("= 1", [1, 0, 1]), 0);
  assert.equal(merge(claim(">= 50"), [one(60), one(40)]).holds, false);
  assert.equal(merge(claim(">= 50"), [one(60), one(50)]).holds, true);
});

test("a broken or unfinished record never holds, whatever its figure", () => {
  assert.equal(merge(claim(">= 50"), [one(60), one(70, true)]).holds, false);
  assert.equal(merge(claim(">= 50"), [one(60), one(null)]).holds, false);
  assert.equal(meets("= 0", 0), true);
});

test("what was not run is null, or kept from a long run and marked", () => {
  const { what } = claims.find((one) => one.id === "P1");
  const kept = { claims: [{ id: "P1", what, figure: 0.9, holds: true, command: "bench", date: "2026-01-02", commit: "abc" }] };
  const lines = gather([], kept);
  assert.equal(lines.length, claims.length);
  assert.equal(lines.find((line) => line.id === "axe").holds, null);
  assert.deepEqual(lines.find((line) => line.id === "P1").kept, { date: "2026-01-02", commit: "abc" });
});

test("what was kept when the claim said something else is not its figure, and its day is told", () => {
  const old = { id: "kills-at-once", what: "something else", figure: 50, holds: true, date: "2026-01-02", commit: "abc" };
  const line = gather([], { claims: [old] }).find((one) => one.id === old.id);
  assert.deepEqual([line.figure, line.holds, line.kept], [null, null, undefined]);
  assert.deepEqual(line.outdated, { date: "2026-01-02", commit: "abc" });
  const row = page([line]).split("\n").find((one) => one.startsWith("| kills-at-once |"));
  assert.match(row, /\| – \| .* \| not run \| not measured since its words changed; last on 2026-01-02, abc \|$/);
});

test("a line that was kept says that it was not run here, and a note stands beside its words", () => {
  const told = { id: "P1", what: "w", note: "n", unit: "u", goal: ">= 1", figure: 2, holds: true };
  const row = (line) => page([line]).split("\n").find((one) => one.startsWith("| P1 |"));
  assert.equal(row(told), "| P1 | w (n) | 2 | u | >= 1 | yes | this run |");
  const kept = { ...told, note: undefined, kept: { date: "2026-01-02", commit: "abc" } };
  assert.equal(row(kept), "| P1 | w | 2 | u | >= 1 | yes | not run here; kept from 2026-01-02, abc |");
});

test("a note changes without a new measurement, and each claim's stands on its line", () => {
  const noted = { ...claims.find((one) => one.id === "kills"), note: "n" };
  assert.equal(merge(noted, []).note, "n");
  assert.equal(merge(noted, [one(500)]).note, "n");
});

test("figures of a tree that is not committed may not be kept", () => {
  assert.equal(whole({ date: "2026-01-02", commit: "abc" }), true);
  assert.equal(whole({ date: "2026-01-02", commit: "abc+" }), false);
});

test("a long run replaces what it has shown, and leaves what others did with their date", () => {
  const old = { id: "P1", figure: 0.9, holds: true, command: "bench", date: "2026-01-02", commit: "abc" };
  const before = { claims: [old, { ...old, id: "kills", figure: 50 }] };
  const now = keep([one(60)], before, { date: "2026-02-03", commit: "def" });
  assert.deepEqual(now.claims.find((line) => line.id === "P1"), old);
  const kills = now.claims.find((line) => line.id === "kills");
  assert.deepEqual([kills.figure, kills.date, kills.commit], [60, "2026-02-03", "def"]);
  assert.equal(now.claims.length, 2);
});

test("correctness that fails is red, a ratio that fails is not", () => {
  const lines = gather([one(10), { id: "P1", figure: 0.1, broken: false, command: "" }], null);
  assert.deepEqual(failing(lines).map((line) => line.id), ["kills"]);
});

test("an unknown claim is an error, a known one is read back", () => {
  const folder = mkdtempSync(join(tmpdir(), "evidence-"));
  assert.throws(() => record("nothing", "sqlite", { command: "" }, folder));
  record("axe", "phone", { figure: 0, command: "c" }, folder);
  assert.deepEqual(read(folder), [{ id: "axe", figure: 0, broken: false, command: "c" }]);
});

// Evidence: what the tests and benches have shown, never written by hand.
//
// A test leaves one file per claim and set-up in target/evidence/; run as a program, this module
// merges them into target/evidence.json and docs/evidence.md, and fails when a claim of correctness
// does not hold. `--long` also keeps the claims of this run in docs/evidence/long.json, each with its date and
// commit, beside those that other long runs have shown; `--keep` does that alone. Nothing is kept of a tree with
// changes that are not committed; `--committed` asks that alone, before a long suite begins.
//
// In tests/claims.json, `what` says what is measured: a kept figure is that of a claim as long as its words are the same.
// `note` says what else to know of it, and may change without a new measurement.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { cpus, release } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The claims that exist, in the order in which they are printed. */
export const claims = JSON.parse(readFileSync(join(root, "tests/claims.json"), "utf8"));

/**
 * Records what one set-up has shown.
 * `figure` is a number or null; `broken` says that something failed whatever the figure.
 */
export function record(id, setup, { figure = null, broken = false, command }, folder = join(root, "target/evidence")) {
  if (!claims.some((claim) => claim.id === id)) throw new Error(`no such claim: ${id}`);
  if (!/^[a-z0-9-]+$/.test(setup)) throw new Error(`not a name of a set-up: ${setup}`);
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ id, figure, broken, command });
  writeFileSync(join(folder, `${id}--${setup}.json`), `${text}\n`);
}

/** Whether a figure meets a goal such as "<= 20". */
export function meets(goal, figure) {
  const [sign, wanted] = goal.split(" ");
  if (sign === "<=") return figure <= Number(wanted);
  if (sign === ">=") return figure >= Number(wanted);
  return figure === Number(wanted);
}

/** The figure furthest from the goal. */
export function worst(goal, figures) {
  const [sign, wanted] = goal.split(" ");
  if (sign === "<=") return Math.max(...figures);
  if (sign === ">=") return Math.min(...figures);
  const distance = (figure) => Math.abs(figure - Number(wanted));
  return figures.reduce((a, b) => (distance(b) > distance(a) ? b : a));
}

/** One line for a claim, from the records of all its set-ups. */
export function merge(claim, records) {
  const { id, what, note, unit, goal } = claim;
  if (records.length === 0) return { id, what, note, figure: null, unit, goal, holds: null, command: null };
  const figures = records.map((one) => one.figure).filter((figure) => figure !== null);
  const figure = figures.length > 0 ? worst(goal, figures) : null;
  const broken = records.some((one) => one.broken || one.figure === null);
  const holds = !broken && meets(goal, figure);
  const commands = [...new Set(records.map((one) => one.command))];
  return { id, what, note, figure, unit, goal, holds, command: commands.join(" ; ") };
}

/** Every record in a folder; a record of an unknown claim is an error. */
export function read(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort().filter((name) => name.endsWith(".json")).map((name) => {
    const one = JSON.parse(readFileSync(join(folder, name), "utf8"));
    if (!claims.some((claim) => claim.id === one.id)) throw new Error(`no such claim: ${one.id} (${name})`);
    return one;
  });
}

/** All lines: this run's, and for what it did not run, what a long run has kept. */
export function gather(records, kept) {
  return claims.map((claim) => {
    const line = merge(claim, records.filter((one) => one.id === claim.id));
    const old = kept?.claims.find((one) => one.id === claim.id && one.holds !== null);
    if (line.holds !== null || !old) return line;
    const then = { date: old.date, commit: old.commit };
    // Under other words something else was measured.
    if (old.what !== claim.what) return { ...line, outdated: then };
    // The goal is today's: a figure kept under an easier goal does not pass for one that meets it.
    const holds = old.holds && meets(claim.goal, old.figure);
    return { ...line, figure: old.figure, holds, command: old.command, kept: then };
  });
}

/** Whether the figures of now may be kept: each commit names what was measured, and a plus says that it does not. */
export function whole({ commit }) {
  return !commit.endsWith("+");
}

/** What is kept from now on: what this long run has shown, and what the ones before it did where it ran nothing. */
export function keep(records, kept, when) {
  const fresh = gather(records, null).filter((line) => line.holds !== null);
  const of = (lines, id) => lines?.find((line) => line.id === id);
  const all = claims.map(({ id }) => {
    const line = of(fresh, id);
    return line ? { ...line, ...when } : of(kept?.claims, id);
  });
  return { claims: all.filter(Boolean) };
}

/** Claims of correctness that were tried and do not hold. */
export function failing(lines) {
  const correctness = new Set(claims.filter((claim) => claim.kind === "correctness").map((claim) => claim.id));
  return lines.filter((line) => line.holds === false && correctness.has(line.id));
}

/** Where a figure comes from. */
function from({ kept, outdated, holds }) {
  if (kept) return `not run here; kept from ${kept.date}, ${kept.commit}`;
  if (outdated) return `not measured since its words changed; last on ${outdated.date}, ${outdated.commit}`;
  return holds === null ? "–" : "this run";
}

/** The page; `run` says when, of which commit and where this run was. */
export function page(lines, run = "") {
  const answer = (line) => ({ true: "yes", false: "**no**", null: "not run" })[line.holds];
  const figure = (line) => (line.figure === null ? "–" : `${Number(line.figure.toPrecision(4))}`);
  const what = ({ what, note }) => (note ? `${what} (${note})` : what);
  const rows = lines.map((line) =>
    `| ${line.id} | ${what(line)} | ${figure(line)} | ${line.unit} | ${line.goal} | ${answer(line)} | ${from(line)} |`);
  return [
    "# Evidence",
    "",
    "Written by `tests/run` from what the tests and benches recorded; one line per claim, the worst figure over all",
    "set-ups (SQLite and disk, PostgreSQL and S3, phone and desktop). Times and ratios belong to the machine of that run.",
    "\"Kept\" figures come from the last long run of their suite (`tests/run --long`, `tests/long`), on the day and at the commit",
    "that stand beside them: a plus after the commit says that its tree had changes that were not committed (no such figure is",
    "written any more; it goes when its suite is run again). What a machine does not let run is kept from one that does, and",
    "`tests/run` says which tests those were. A figure that was kept under other words is not printed.",
    "",
    "\"S3\" is a server of the tests over a folder (`s3s-fs`); of the stores that somebody runs for people, Garage alone was tried. PostgreSQL is the real",
    "one, with `fsync` off but for the benches of writes: what a process that dies loses is shown, what a power cut does is not.",
    "",
    ...(run ? [`"This run": ${run}.`, ""] : []),
    "| id | what | figure | unit | goal | holds | from |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function git(...words) {
  return execFileSync("git", words, { cwd: root, encoding: "utf8" }).trim();
}

/** The day, and the commit; with a plus where the tree is not as it was committed. */
export function today() {
  const made = [":!docs/evidence*", ":!docs/conformite/accessibilite.md"];
  // Settings of cargo that are not the project's build another program than the commit does.
  const other = existsSync(join(root, ".cargo/config.toml")) && git("ls-files", ".cargo") === "";
  const changed = other || git("status", "--porcelain", "--untracked-files=no", "--", ...made) !== "";
  const commit = git("rev-parse", "--short=12", "HEAD") + (changed ? "+" : "");
  return { date: new Date().toISOString().slice(0, 10), commit };
}

function main({ long, alone, asked }) {
  const now = long || alone || asked ? today() : null;
  const may = now !== null && whole(now);
  if (now && !may) console.error("nothing is kept: commit first, so that the figures name what they are of");
  if (alone || asked) process.exitCode = may ? 0 : 1;
  if (asked || (alone && !may)) return;
  const keptAt = join(root, "docs/evidence/long.json");
  const records = read(join(root, "target/evidence"));
  let kept = existsSync(keptAt) ? JSON.parse(readFileSync(keptAt, "utf8")) : null;
  if (may) {
    kept = keep(records, kept, now);
    mkdirSync(dirname(keptAt), { recursive: true });
    writeFileSync(keptAt, `${JSON.stringify(kept, null, 2)}\n`);
  }
  if (alone) {
    console.log(`kept: ${records.map(({ id }) => id).join(", ") || "nothing"}`);
    process.exitCode = failing(gather(records, null)).length > 0 ? 1 : 0;
    return;
  }
  const lines = gather(records, kept);
  mkdirSync(join(root, "target"), { recursive: true });
  writeFileSync(join(root, "target/evidence.json"), `${JSON.stringify(lines, null, 2)}\n`);
  const { date, commit } = now ?? today();
  const [core] = cpus();
  const machine = `${cpus().length} cores (${core.model}), Linux ${release().split("-")[0]}`;
  writeFileSync(join(root, "docs/evidence.md"), page(lines, `${date}, ${commit}, ${machine}`));
  const count = (holds) => lines.filter((line) => line.holds === holds).length;
  console.log(`evidence: ${count(true)} hold, ${count(false)} do not, ${count(null)} not run`);
  const broken = failing(lines);
  for (const line of broken) console.log(`does not hold: ${line.id} (${line.figure} ${line.unit}, goal ${line.goal})`);
  process.exitCode = broken.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const has = (word) => process.argv.includes(word);
  main({ long: has("--long"), alone: has("--keep"), asked: has("--committed") });
}

// What the last ten minutes of each target have shown, in docs/evidence/fuzz.json: those of all targets together are longer
// than most sittings.
//   node tests/fuzz/held.mjs oldest N TARGET...       prints the N whose ten minutes are the longest ago; first those that had none
//   node tests/fuzz/held.mjs keep TARGET RUNS|crash   one has just had them
//   node tests/fuzz/held.mjs claim TARGET...          records the claim `fuzz`, if each of these has had them in the last month

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { record, today } from "../evidence.mjs";

const place = fileURLToPath(new URL("../../docs/evidence/fuzz.json", import.meta.url));
const held = existsSync(place) ? JSON.parse(readFileSync(place, "utf8")) : {};
const [verb, ...words] = process.argv.slice(2);

if (verb === "oldest") {
  const [count, ...targets] = words;
  const moment = (target) => held[target]?.at ?? "";
  const sorted = targets.toSorted((a, b) => moment(a).localeCompare(moment(b)));
  console.log(sorted.slice(0, Number(count)).join("\n"));
} else if (verb === "keep") {
  const [target, end] = words;
  const runs = end === "crash" ? { crashed: true } : { crashed: false, runs: Number(end) };
  held[target] = { ...runs, at: new Date().toISOString().slice(0, 16), commit: today().commit };
  const sorted = Object.fromEntries(Object.entries(held).sort(([a], [b]) => a.localeCompare(b)));
  writeFileSync(place, `${JSON.stringify(sorted, null, 1)}\n`);
} else if (verb === "claim") {
  const month = new Date(Date.now() - 31 * 24 * 3600 * 1000).toISOString();
  const missing = words.filter((target) => !(held[target]?.at > month));
  if (missing.length > 0) {
    console.log(`${missing.length} of ${words.length} targets have not had their ten minutes this month: ${missing.join(", ")}`);
  } else {
    const crashes = words.filter((target) => held[target].crashed).length;
    record("fuzz", `${words.length}-targets`, { figure: crashes, command: "tests/fuzz/run --minutes 10" });
  }
} else {
  console.error("usage: held.mjs oldest N TARGET... | keep TARGET RUNS|crash | claim TARGET...");
  process.exitCode = 2;
}

// The program the Rust test of the hybrid recipient talks to does what it says.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const program = join(dirname(fileURLToPath(import.meta.url)), "age.mjs");

function run(verb, given) {
  const child = spawnSync(process.execPath, [program, verb], { input: JSON.stringify(given ?? {}), encoding: "utf8" });
  return child.status === 0 ? JSON.parse(child.stdout) : null;
}

test("what it makes, it opens; the stanza is the hybrid one", () => {
  const made = run("make");
  assert.match(made.identity, /^AGE-SECRET-KEY-PQ-1/);
  assert.match(made.recipient, /^age1pq1/);
  assert.match(Buffer.from(made.ciphertext_base64, "base64").toString("latin1"), /^age-encryption.org\/v1\n-> mlkem768x25519 /);
  const opened = run("open", { identity: made.identity, ciphertext_base64: made.ciphertext_base64 });
  assert.equal(opened.plaintext_hex, made.plaintext_hex);
});

test("a flipped byte does not open", () => {
  const made = run("make");
  const bytes = Buffer.from(made.ciphertext_base64, "base64");
  bytes[bytes.length - 1] ^= 1;
  assert.equal(run("open", { ...made, ciphertext_base64: bytes.toString("base64") }), null);
});

test("it wraps for a recipient it was given", () => {
  const made = run("make");
  const wrapped = run("wrap", { recipient: made.recipient, plaintext_hex: "c3a9" });
  assert.equal(run("open", { ...wrapped, identity: made.identity }).plaintext_hex, "c3a9");
});

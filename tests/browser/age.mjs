// npm's age-encryption as a program, for the Rust test of the hybrid recipient.
//
//   node age.mjs make           → a new hybrid identity and a file made with it
//   node age.mjs wrap < JSON    → the given plaintext, sealed to the given recipient
//   node age.mjs open < JSON    → the given file, opened with the given identity
//
// One JSON object on stdin and stdout: {identity, recipient, plaintext_hex, ciphertext_base64}.
// What is missing is filled in; what is there is kept.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { Decrypter, Encrypter, generateHybridIdentity, identityToRecipient } from "age-encryption";

const hex = (bytes) => Buffer.from(bytes).toString("hex");

/** Seals `plaintext_hex` to `recipient`. */
export async function wrap(exchange) {
  const encrypter = new Encrypter();
  encrypter.addRecipient(exchange.recipient);
  const sealed = await encrypter.encrypt(new Uint8Array(Buffer.from(exchange.plaintext_hex, "hex")));
  return { ...exchange, ciphertext_base64: Buffer.from(sealed).toString("base64") };
}

/** Opens `ciphertext_base64` with `identity`; throws when it does not open. */
export async function open(exchange) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(exchange.identity);
  const plaintext = await decrypter.decrypt(new Uint8Array(Buffer.from(exchange.ciphertext_base64, "base64")));
  return { ...exchange, plaintext_hex: hex(plaintext) };
}

/** A new identity, and a file of several chunks sealed to it. */
export async function make() {
  const identity = await generateHybridIdentity();
  const recipient = await identityToRecipient(identity);
  const plaintext = new Uint8Array(3 * 65536 + 17).map((_, i) => i % 251);
  return wrap({ identity, recipient, plaintext_hex: hex(plaintext) });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const verb = { make, wrap, open }[process.argv[2]];
  if (!verb) throw new Error("usage: node age.mjs make|wrap|open");
  const given = verb === make ? undefined : JSON.parse(readFileSync(0, "utf8"));
  process.stdout.write(`${JSON.stringify(await verb(given))}\n`);
}

// "Recevoir un message": an address, the number that was sent there, and one press that ends it.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

import { root } from "./browser.mjs";
import { TURNED, journey } from "./journey.mjs";
import { at, go, openQuickly, other, press } from "./steps.mjs";

const command = "node --test tests/browser/notices.test.mjs";
const folder = mkdtempSync(join(tmpdir(), "abri-relay-"));
let relay;

after(() => {
  relay?.stdin.end();
  rmSync(folder, { recursive: true, force: true });
});

/** A real relay, and a service that knows it. */
async function withRelay(demo) {
  const file = (name) => join(folder, name);
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2",
    "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE",
    "-keyout", file("key.pem"), "-out", file("certificate.pem")], { stdio: "ignore" });
  relay = spawn("/usr/bin/python3", [join(root, "tests/support/relay.py"), folder], { stdio: ["pipe", "pipe", "inherit"] });
  const [said] = await once(relay.stdout, "data");
  writeFileSync(file("password"), "relay password", { mode: 0o600 });
  await demo.kill();
  appendFileSync(join(demo.data, "demo.toml"), [
    "", "[notices.mail]", "host = 'localhost'", `port = ${Number(said)}`, "from = 'messages@example.net'", "user = 'abri'",
    `password_file = '${file("password")}'`, `authority = '${file("certificate.pem")}'`, "",
  ].join("\n"));
  await demo.again();
}

/** The number in the last letter to an address. */
function number(to) {
  const lines = readFileSync(join(folder, "letters"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  const letter = lines.filter((line) => line.to.includes(to)).at(-1);
  const [, body] = letter.data.split("\r\n\r\n");
  const text = /base64/i.test(letter.data) ? Buffer.from(body, "base64").toString() : body;
  return text.match(/(?<!\d)\d{6}(?!\d)/)[0];
}

let ready;

journey("notices", command, ["phone", "desktop", "phone-plain", ...TURNED], async ({ demo, origin, way, see, someone }) => {
  await (ready ??= withRelay(demo));
  const one = await someone();
  const code = await openQuickly(one, origin, "Amina");
  const address = `amina.${way}@example.org`;

  await go(one, origin, "/compte");
  await press(one, "a[href='/compte/prevenir']");
  await see(one, "secret");
  await press(one, ".acts .p1");
  await one.fill("#typed", code);
  await press(one, "form .p1");
  assert.equal(at(one), "/compte/prevenir");
  await see(one, "address");
  await one.fill("#typed", "amina");
  await press(one, "form .p1");
  assert.equal(await one.locator(".note.refusal").count(), 1);
  await see(one, "address-wrong");
  assert.equal(await one.inputValue("#typed"), "amina");
  await one.fill("#typed", address);
  await press(one, "form .p1");
  assert.equal(at(one), "/compte/prevenir");
  await see(one, "number");
  const sent = number(address);
  await one.fill("#typed", other(sent));
  await press(one, "form .p1");
  assert.equal(await one.locator(".note.refusal").count(), 1);
  await see(one, "number-wrong");
  await one.fill("#typed", sent);
  await press(one, "form .p1");
  await see(one, "on");
  assert.match(await one.locator("main").innerText(), new RegExp(address.replaceAll(".", "\\.")));

  await press(one, "a[href='/compte/prevenir?autre=1']");
  await see(one, "other");
  await go(one, origin, "/compte/prevenir");
  await press(one, "form[action='/compte/prevenir/arreter'] button");
  assert.equal(await one.locator("form[action='/compte/prevenir/arreter']").count(), 0);
  await go(one, origin, "/qui-a-vu");
  await see(one, "journal");
});

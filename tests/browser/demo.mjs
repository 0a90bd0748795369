// The real program, started as a newcomer would: `abri demo`, ended by SIGTERM.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:net";
import { createInterface } from "node:readline";

import { root } from "./browser.mjs";

/** Where cargo leaves the program. */
export const program = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "release/abri");

const STARTS_WITHIN = 60_000;

/**
 * Starts the demo on a free port in a folder of its own. Gives what it says on its one line
 * (`url`, `people`, `documents`, `shares`, …), its log so far, and `stop`.
 * `command` is there for the test of this module.
 */
export async function start({ more = [], command = program, before = ["demo"] } = {}) {
  const data = mkdtempSync(join(tmpdir(), "abri-browser-"));
  const words = [...before, "--data", data, "--listen", "127.0.0.1:0", "--json", ...more];
  let child = spawn(command, words, { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  const listen = () => child.stderr.setEncoding("utf8").on("data", (text) => { log += text; });
  listen();
  const lines = createInterface({ input: child.stdout });
  const said = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no line within a minute\n${log}`)), STARTS_WITHIN);
    lines.once("line", (line) => { clearTimeout(late); resolve(line); });
    child.once("error", reject);
    child.once("exit", (code) => { clearTimeout(late); reject(new Error(`ended with ${code}\n${log}`)); });
  }).catch((error) => {
    child.kill("SIGKILL");
    rmSync(data, { recursive: true, force: true });
    throw error;
  });
  const facts = JSON.parse(said);
  return {
    ...facts,
    data,
    log: () => log,
    /** The power goes: nothing is finished. */
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
    /** The power is back: the same people at the same address. */
    async again() {
      child = spawn(command, ["serve", "--config", join(data, "demo.toml")], { stdio: ["ignore", "ignore", "pipe"] });
      listen();
      const { hostname, port } = new URL(facts.url);
      const answers = () => new Promise((resolve) => {
        const socket = connect(Number(port), hostname, () => { socket.destroy(); resolve(true); });
        socket.once("error", () => resolve(false));
      });
      for (const until = Date.now() + STARTS_WITHIN; !await answers();) {
        if (Date.now() > until) throw new Error(`does not listen again\n${log}`);
        await new Promise((resolve) => { setTimeout(resolve, 50); });
      }
    },
    /** Ends it as an operator does; it must end by itself, with 0. */
    async stop() {
      const ended = child.exitCode === null ? once(child, "exit") : [child.exitCode];
      child.kill("SIGTERM");
      const hanging = setTimeout(() => child.kill("SIGKILL"), 20_000);
      const [code] = await ended;
      clearTimeout(hanging);
      rmSync(data, { recursive: true, force: true });
      assert.equal(code, 0, `ended with ${code}\n${log}`);
    },
  };
}

// Sends files in parts and goes on by itself after whatever cut them: the core of tus 1.0 (https://tus.io).
// What is remembered ends with the tab: a digest and where it was going to; no name.
const VERSION = { "Tus-Resumable": "1.0.0" };
// An answer after each: a session in use stays open, and a slow line is seen to move.
const PIECE = 1 << 20;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
// The service answers and cannot, for so long: on a shared computer a page that went on asking would keep its
// session open.
const LONGEST_TRY = 600000;
// Nothing moved for so long: the line is dead, whatever the browser thinks.
const SILENCE = 30000;
const MEMORY = "abri-envois";

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(MEMORY)) || {};
  } catch (error) {
    return {};
  }
}

function remember(print, address) {
  const all = remembered();
  if (address) all[print] = address;
  else delete all[print];
  try {
    sessionStorage.setItem(MEMORY, JSON.stringify(all));
  } catch (error) {
    // Without it a page that is loaded again begins again.
  }
}

/** Whether something that was being sent from this tab has not arrived in full. */
export function unfinished() {
  return Object.keys(remembered()).length > 0;
}

async function fingerprint(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await new Response(blob).arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The file itself is not wanted (`why`), or the person has stopped: nothing to try again.
class Refused extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

function cut({ closed = false, answered = false } = {}) {
  const error = new Error("cut");
  Object.assign(error, { closed, answered });
  return error;
}

function ask(method, address, headers, body, { onprogress, signal }) {
  return new Promise((keep, lose) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    let silence = 0;
    const alive = () => {
      window.clearTimeout(silence);
      silence = window.setTimeout(stop, SILENCE);
    };
    request.upload.addEventListener("progress", (event) => {
      alive();
      onprogress(event.loaded);
    });
    request.addEventListener("loadend", () => {
      window.clearTimeout(silence);
      if (signal) signal.removeEventListener("abort", stop);
      if (signal && signal.aborted) lose(new Refused("stopped"));
      // What is refused for good says so, whatever the number.
      else if (request.getResponseHeader("Abri-Refused")) keep(request);
      else if (request.status === 0 || request.status >= 500) lose(cut({ answered: request.status > 0 }));
      // Led to the page where one signs in.
      else if (request.status < 300 && !request.getResponseHeader("Tus-Resumable")) lose(cut({ closed: true }));
      else keep(request);
    });
    request.open(method, address);
    const all = Object.assign({}, VERSION, headers);
    for (const name of Object.keys(all)) request.setRequestHeader(name, all[name]);
    if (signal) signal.addEventListener("abort", stop);
    alive();
    request.send(body);
  });
}

function pause(milliseconds, signal) {
  return new Promise((keep) => {
    let timer = 0;
    const wake = () => {
      window.clearTimeout(timer);
      window.removeEventListener("online", wake);
      window.removeEventListener("focus", wake);
      if (signal) signal.removeEventListener("abort", wake);
      keep();
    };
    timer = window.setTimeout(wake, milliseconds);
    window.addEventListener("online", wake);
    window.addEventListener("focus", wake);
    if (signal) signal.addEventListener("abort", wake);
  });
}

// Tries until it works; only a refusal ends it.
async function again(attempt, { onstate, signal }) {
  let wait = FIRST_WAIT;
  let since = 0;
  const moved = () => {
    wait = FIRST_WAIT;
    since = 0;
  };
  for (;;) {
    if (signal && signal.aborted) throw new Refused("stopped");
    try {
      return await attempt(moved);
    } catch (error) {
      if (error instanceof Refused) throw error;
      since = error.answered ? since || Date.now() : 0;
      if (since && Date.now() - since > LONGEST_TRY) throw new Refused("cut");
      onstate(error.closed ? "closed" : "waiting");
      await pause(wait, signal);
      wait = Math.min(2 * wait, LONGEST_WAIT);
    }
  }
}

async function begin(blob, options) {
  const answer = await ask("POST", options.uploads, { "Upload-Length": String(blob.size) }, null, options);
  if (answer.status !== 201) throw new Refused(answer.getResponseHeader("Abri-Refused") || "cut");
  return new URL(answer.getResponseHeader("Location"), location.href).pathname;
}

const far = (answer) => Number(answer.getResponseHeader("Upload-Offset"));

async function one(blob, print, options) {
  const quiet = Object.assign({}, options, { onprogress: () => {} });
  return again(async (moved) => {
    let address = remembered()[print];
    let offset = 0;
    if (address) {
      const answer = await ask("HEAD", address, {}, null, quiet);
      if (answer.status === 200) offset = far(answer);
      else address = null;
    }
    if (!address) {
      address = await begin(blob, quiet);
      remember(print, address);
    }
    while (offset < blob.size) {
      const from = offset;
      const sending = Object.assign({}, options, {
        onprogress: (sent) => options.onprogress(Math.min(from + sent, blob.size)),
      });
      const headers = { "Upload-Offset": String(from), "Content-Type": "application/offset+octet-stream" };
      const answer = await ask("PATCH", address, headers, blob.slice(from, from + PIECE), sending);
      // Somebody else's, ended, or elsewhere: it is looked at again.
      if (answer.status === 409 || answer.status === 404) throw cut();
      if (answer.status !== 204) {
        remember(print, null);
        throw new Refused(answer.getResponseHeader("Abri-Refused") || "cut");
      }
      offset = far(answer);
      moved();
      options.onstate("going");
      options.onprogress(offset);
    }
    return address.split("/").pop();
  }, options);
}

/**
 * Sends blobs one after the other to `uploads`, where uploads begin. Gives `{ ids, refused }`: the uploads, in order, and why others are not
 * wanted. `onprogress(sent, total)` counts bytes; `onstate` gets "going", "waiting" or "closed" (whoever signs in
 * again, in another tab too, lets it go on). Rejected only once `signal` has stopped it: then nothing stays.
 */
export async function send(blobs, { uploads, onprogress = () => {}, onstate = () => {}, signal } = {}) {
  const total = blobs.reduce((sum, blob) => sum + blob.size, 0);
  const ids = [];
  const refused = [];
  let before = 0;
  for (const blob of blobs) {
    const print = await fingerprint(blob);
    const start = before;
    const options = { uploads, onstate, signal, onprogress: (sent) => onprogress(start + sent, total) };
    try {
      ids.push(await one(blob, print, options));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.why === "stopped") {
        await cancel();
        throw error;
      }
      refused.push(error.why);
    }
    before += blob.size;
    onprogress(before, total);
  }
  return { ids, refused };
}

/** Gives up everything that this tab was sending. */
export async function cancel() {
  const all = remembered();
  for (const print of Object.keys(all)) {
    remember(print, null);
    // What cannot be told now is forgotten there after a day.
    await ask("DELETE", all[print], {}, null, { onprogress: () => {} }).catch(() => {});
  }
}

/**
 * Makes papers of uploads, said to be of a kind. Gives `{ where }`, the page that follows, or `{ refused }`, the
 * page that says why not. `arrives` is where they are told of. Tried until there is an answer: an upload becomes
 * one paper.
 */
export async function finish(ids, { arrives, kind, refused = [], onstate = () => {}, signal } = {}) {
  const parts = ids.map((id) => "envoi=" + id);
  if (kind) parts.push("quoi=" + kind);
  for (const why of refused) parts.push("refus=" + why);
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  const body = parts.join("&");
  return again(async () => {
    const answer = await fetch(arrives, { method: "POST", headers, body, credentials: "same-origin" });
    if (answer.status >= 500) throw cut({ answered: true });
    if (new URL(answer.url).pathname.startsWith("/entrer")) throw cut({ closed: true });
    for (const print of Object.keys(remembered())) remember(print, null);
    // What let this page send is over: the page itself says so.
    if (answer.status === 404) return { where: location.href };
    return answer.redirected ? { where: answer.url } : { refused: await answer.text() };
  }, { onstate, signal });
}

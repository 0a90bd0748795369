// While a phone sends papers to this page: shows what arrives, as the service tells it (server-sent events, or
// by asking where no stream comes through), and ends the phone's right as the page goes away.
const ASK = 1500;
// The first word of a stream comes at once: one that says nothing for so long is held up on its way.
const PATIENCE = 4000;
const OVER = "over";

const scan = document.querySelector("[data-scan]");
const place = scan.dataset.place;
let said = scan.dataset.scan;
let source = null;
let timer = 0;
let patience = 0;

// The page itself says how it looks now: no words and no pictures are made here.
async function refresh() {
  const answer = await fetch(place, { credentials: "same-origin", cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || answer.redirected) return leave();
  const fresh = page.querySelector("[data-scan]");
  for (const one of [".head .lead", ".scanning"]) {
    const old = scan.querySelector(one);
    const made = document.importNode(fresh.querySelector(one), true);
    // What has not changed is not read aloud again, and keeps the focus.
    if (old.textContent !== made.textContent) old.replaceWith(made);
  }
  return undefined;
}

function leave() {
  stop();
  window.removeEventListener("pagehide", end);
  window.location.replace(place);
}

function stop() {
  if (source) source.close();
  window.clearInterval(timer);
  window.clearTimeout(patience);
}

function hear(word) {
  if (word === said) return;
  if (word === OVER) {
    leave();
    return;
  }
  said = word;
  refresh().catch(() => { said = ""; });
}

async function ask() {
  const answer = await fetch(`${place}/etat`, { credentials: "same-origin", cache: "no-store" });
  if (answer.status >= 500) return;
  hear(answer.ok && !answer.redirected ? await answer.text() : OVER);
}

function poll() {
  stop();
  timer = window.setInterval(() => ask().catch(() => {}), ASK);
}

function hope() {
  if (!patience) patience = window.setTimeout(poll, PATIENCE);
}

function listen() {
  source = new EventSource(`${place}/flux`);
  source.addEventListener("message", ({ data }) => {
    window.clearTimeout(patience);
    patience = 0;
    hear(data);
  });
  // A stream ends by itself now and then, and the browser asks for the next one; not if what came was no stream.
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) poll();
    else hope();
  });
  hope();
}

function end() {
  navigator.sendBeacon(`${place}/fin`);
}

window.addEventListener("pagehide", end);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
if (window.EventSource) listen();
else poll();

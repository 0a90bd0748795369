// Sends the files with a progress bar; without it the form works by itself. A photograph goes through the
// camera's loop, which comes once the page is there.
import { deliver } from "./deliver.js";
import { reduced } from "./reduce.js";
import { unfinished } from "./send.js";
import { teller } from "./teller.js";

// An answer that is no new page (a refusal) takes the place of this one.
function replace(html) {
  const other = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (!other) return false;
  document.querySelector("main").replaceWith(document.importNode(other, true));
  window.scrollTo(0, 0);
  start(document.querySelector("form[data-add]"));
  return true;
}

function start(form) {
  if (!form) return;
  form.querySelector("[data-unfinished]").hidden = !unfinished();
  form.addEventListener("submit", (event) => {
    const inputs = Array.from(form.querySelectorAll("input[type=file]"));
    const files = inputs.reduce((all, input) => all.concat(Array.from(input.files)), []);
    if (files.length === 0) return;
    event.preventDefault();
    send(form, files);
  });
  // Without it, a photograph is sent as any other file.
  import("./camera.js").then(({ begin }) => begin(form)).catch(() => {});
}

async function send(form, files) {
  const box = form.querySelector("[data-going]");
  const button = form.querySelector(".acts button");
  const tell = teller(form.dataset, box);
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  form.querySelector("[data-unfinished]").hidden = true;
  box.hidden = false;
  button.disabled = true;
  button.hidden = true;
  box.querySelector("[data-stop]").addEventListener("click", stop);
  try {
    const ready = [];
    // One after the other: several large photographs at once are too much for an old phone.
    for (const file of files) ready.push(await reduced(file));
    const asked = form.querySelector("select");
    const options = { kind: asked && asked.value, onstate: tell.state, signal: stopping.signal };
    const { where, refused } = await deliver(form, ready, tell.progress, options);
    if (where) location.assign(where);
    else if (!replace(refused)) throw new Error("no page");
  } catch (error) {
    box.querySelector("[data-stop]").removeEventListener("click", stop);
    box.querySelector("progress").value = 0;
    box.querySelector("p").textContent = form.dataset.lost;
    button.disabled = false;
    button.hidden = false;
  }
}

const first = () => start(document.querySelector("form[data-add]"));
if (document.readyState === "complete") first();
else window.addEventListener("load", first);

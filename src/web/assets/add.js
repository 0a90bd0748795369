// Sends the files with a progress bar; without it the form works by itself. Photographs go through the
// camera's loop, which comes once the page is there.
import { deliver } from "./deliver.js";
import { reduced } from "./reduce.js";

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
  form.addEventListener("submit", (event) => {
    const inputs = Array.from(form.querySelectorAll("input[type=file]"));
    const files = inputs.reduce((all, input) => all.concat(Array.from(input.files)), []);
    if (files.length === 0) return;
    event.preventDefault();
    send(form, files);
  });
  import("./camera.js").then(({ begin }) => begin(form)).catch(() => {});
}

async function send(form, files) {
  const box = form.querySelector("[data-going]");
  const bar = box.querySelector("progress");
  const word = box.querySelector("p");
  const button = form.querySelector("button");
  box.hidden = false;
  button.disabled = true;
  try {
    const ready = [];
    // One after the other: several large photographs at once are too much for an old phone.
    for (const file of files) ready.push(await reduced(file));
    const { where, refused } = await deliver(form.action, ready, (part) => {
      if (part < 1) bar.value = 100 * part;
      else {
        bar.removeAttribute("value");
        word.textContent = form.dataset.checking;
      }
    });
    if (where) location.assign(where);
    else if (!replace(refused)) throw new Error("no page");
  } catch {
    bar.value = 0;
    word.textContent = form.dataset.lost;
    button.disabled = false;
  }
}

if (document.readyState === "complete") start(document.querySelector("form[data-add]"));
else window.addEventListener("load", () => start(document.querySelector("form[data-add]")));

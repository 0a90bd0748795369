// Sends the files with a progress bar; without it the form works by itself.
import { deliver } from "./deliver.js";
import { unfinished } from "./send.js";

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
}

// How far it is, in words and as a bar; what it waits for, if it does.
function teller(form, box) {
  const bar = box.querySelector("progress");
  const word = box.querySelector("p");
  const enter = box.querySelector("[data-enter]");
  let told = -1;
  const say = (text) => {
    if (word.textContent !== text) word.textContent = text;
  };
  return {
    progress(part) {
      if (part >= 1) {
        bar.removeAttribute("value");
        say(form.dataset.checking);
        return;
      }
      bar.value = 100 * part;
      // Read aloud: not at each percent.
      const tens = 10 * Math.floor(10 * part);
      if (tens !== told) say(form.dataset.part.replace("#", String(tens)));
      told = tens;
    },
    state(state) {
      enter.hidden = state !== "closed";
      if (state !== "going") {
        told = -1;
        say(form.dataset[state]);
      }
    },
  };
}

async function send(form, files) {
  const box = form.querySelector("[data-going]");
  const button = form.querySelector(".acts button");
  const tell = teller(form, box);
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  form.querySelector("[data-unfinished]").hidden = true;
  box.hidden = false;
  button.disabled = true;
  box.querySelector("[data-stop]").addEventListener("click", stop);
  try {
    const options = { onstate: tell.state, signal: stopping.signal };
    const { where, refused } = await deliver(form.action, files, tell.progress, options);
    if (where) location.assign(where);
    else if (!replace(refused)) throw new Error("no page");
  } catch (error) {
    box.querySelector("[data-stop]").removeEventListener("click", stop);
    box.querySelector("progress").value = 0;
    box.querySelector("p").textContent = form.dataset.lost;
    button.disabled = false;
  }
}

start(document.querySelector("form[data-add]"));

// The camera's loop: a photograph, kept or taken again, turned, put straight; one more page; what it is;
// the other side of a card; sent. One question at a time; the words stand in the page's templates.

import { bound } from "./bind.js";
import { deliver } from "./deliver.js";
import { drafts } from "./drafts.js";
import { edit } from "./corners.js";
import { guess } from "./guess.js";
import { isPaper, whiten } from "./paper.js";
import { copied, jpeg, photograph, turned } from "./reduce.js";
import { straighten } from "./straighten.js";
import { teller } from "./teller.js";

const SHOWN = 1000;
const INSET = 0.1;
const whole = () => [[0, 0], [1, 0], [1, 1], [0, 1]].map(([x, y]) => ({
  x: x ? 1 - INSET : INSET, y: y ? 1 - INSET : INSET,
}));

// Time for the screen to change before work that holds it.
const shown = () => new Promise((next) => setTimeout(next, 20));

/** Takes over from the form as soon as a photograph is taken. */
export async function begin(form) {
  const main = form.closest("main");
  const box = document.createElement("section");
  box.className = "grow loop";
  const waiting = await drafts(form.dataset.drafts);
  let pages = [];
  let now = null;
  let kind = null;
  let input = null;
  let going = [];
  let edited = null;
  let redraw = null;
  window.addEventListener("resize", () => redraw && redraw());

  const screen = (name) => main.querySelector(`template[data-screen=${name}]`);

  /** One question takes the place of what the page showed. */
  function show(name, prepare = () => {}) {
    redraw = null;
    box.textContent = "";
    box.append(document.importNode(screen(name).content, true));
    for (const other of Array.from(main.children)) {
      if (other !== box && !other.matches(".session")) other.hidden = true;
    }
    main.append(box);
    document.body.classList.add("in-loop");
    prepare(box);
    const title = box.querySelector("h1");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  function note(name) {
    if (name) box.querySelector(`[data-note=${name}]`).hidden = false;
  }

  async function render(canvas) {
    const made = now.corners ? await straighten(canvas, now.corners) : copied(canvas, canvas.width + canvas.height);
    if (now.paper) whiten(made);
    return made;
  }

  /** A photograph comes from the camera, from the phone, or from before the page was killed. */
  async function take(file, id, back) {
    show("wait");
    if (now) await waiting.drop(now.id);
    if (!id) {
      id = Date.now();
      await waiting.put({ id, kept: false, blob: file }).catch(() => {});
    }
    let large;
    try {
      large = await photograph(file);
    } catch {
      // Not a photograph that this browser reads: the service says what it is.
      await waiting.drop(id);
      return send([file]);
    }
    now = { id, large, small: copied(large, SHOWN), corners: null, paper: isPaper(large) };
    return look(back);
  }

  async function look(back) {
    const made = await render(now.small);
    show("look", () => {
      const frame = box.querySelector("[data-photo]");
      made.setAttribute("role", "img");
      made.setAttribute("aria-label", frame.dataset.photo);
      frame.append(made);
      box.querySelector("[data-do=paper]").setAttribute("aria-pressed", String(now.paper));
      note(back);
    });
  }

  async function corners() {
    if (edited) URL.revokeObjectURL(edited);
    const address = URL.createObjectURL(await jpeg(now.small));
    edited = address;
    const { width, height } = now.small;
    const moved = now.corners || guess(now.small) || whole();
    show("corners", () => {
      const frame = box.querySelector("[data-frame]");
      const words = Array.from(box.querySelectorAll("[data-corner]")).map((word) => word.dataset.corner);
      redraw = edit(frame, { address, width, height, corners: moved, words, place: frame.dataset.frame });
    });
    now.moved = moved;
  }

  async function keep() {
    const one = now;
    show("wait");
    await shown();
    const blob = await jpeg(await render(one.large));
    now = null;
    pages.push({ id: one.id, blob, address: URL.createObjectURL(blob) });
    await waiting.put({ id: one.id, kept: true, blob }).catch(() => {});
    return kind ? sendAll() : more();
  }

  async function drop(page) {
    if (page.address) URL.revokeObjectURL(page.address);
    pages = pages.filter((other) => other !== page);
    await waiting.drop(page.id);
  }

  function more(back) {
    show("more", () => {
      const list = box.querySelector("ol");
      const [line] = list.children;
      pages.forEach((page, number) => {
        const one = line.cloneNode(true);
        one.querySelector("img").src = page.address;
        one.querySelectorAll("[data-number]").forEach((word) => { word.textContent = number + 1; });
        one.querySelector("button").addEventListener("click", async () => {
          await drop(page);
          if (pages.length > 0) more();
          else start();
        });
        list.append(one);
      });
      line.remove();
      note(back);
    });
  }

  function start(said) {
    now = null;
    kind = null;
    box.remove();
    document.body.classList.remove("in-loop");
    for (const other of Array.from(main.children)) other.hidden = other.matches("[data-note]") && other.dataset.note !== said;
    const first = main.querySelector("h1");
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  function what() {
    if (!screen("kinds")) return sendAll();
    return show("kinds", () => {
      const picture = box.querySelector(".what img");
      picture.src = pages[0].address;
      box.querySelectorAll("[data-kind]").forEach((button) => {
        button.addEventListener("click", () => {
          kind = button.dataset.kind;
          if (button.dataset.sides === "2" && pages.length === 1) show("verso");
          else sendAll();
        });
      });
    });
  }

  const sendAll = () => send(pages.map(({ blob }) => blob));

  async function send(blobs) {
    going = blobs;
    show("sending");
    const tell = teller(form.dataset, box);
    const stopping = new AbortController();
    box.querySelector("[data-stop]").addEventListener("click", () => stopping.abort());
    try {
      const files = blobs.length > 1 ? [await bound(blobs)] : blobs;
      const options = { kind, onstate: tell.state, signal: stopping.signal };
      const { where, refused } = await deliver(form, files, tell.progress, options);
      if (refused) return refuse(refused);
      for (const page of pages) await waiting.drop(page.id);
      return kind && new URL(where).pathname.endsWith("/quoi") ? file(where) : location.assign(where);
    } catch {
      return show("lost");
    }
  }

  function refuse(answer) {
    const found = new DOMParser().parseFromString(answer, "text/html").querySelectorAll(".note.refusal p");
    return show("refused", () => {
      const place = box.querySelector(".note.refusal div");
      // The first sentence is the title of the screen.
      Array.from(found).slice(1).forEach((why) => place.append(document.importNode(why, true)));
    });
  }

  /** What the person said it is goes where the service would ask for it. */
  function file(where) {
    const said = document.createElement("form");
    const field = document.createElement("input");
    said.method = "post";
    said.action = where;
    field.type = "hidden";
    field.name = "kind";
    field.value = kind;
    said.append(field);
    box.append(said);
    said.submit();
  }

  async function undo() {
    if (now) {
      await waiting.drop(now.id);
      now = null;
      if (pages.length > 0) return more();
    } else {
      for (const page of pages) await drop(page);
    }
    return start("erased");
  }

  async function turn() {
    now.large = turned(now.large);
    now.small = turned(now.small);
    if (now.corners) {
      const [a, b, c, d] = now.corners.map(({ x, y }) => ({ x: 1 - y, y: x }));
      now.corners = [d, a, b, c];
    }
    await look();
    box.querySelector("[data-do=turn]").focus();
  }

  async function paper() {
    now.paper = !now.paper;
    await look();
    box.querySelector("[data-do=paper]").focus();
  }

  const actions = {
    keep,
    turn,
    paper,
    corners,
    undo,
    what,
    more: () => input.click(),
    straight() {
      now.corners = now.moved;
      return look();
    },
    entire() {
      now.corners = null;
      return look();
    },
    alone: sendAll,
    retry: () => send(going),
    all() {
      box.querySelectorAll("[data-kind]").forEach((button) => { button.hidden = false; });
      box.querySelector("[data-do=all]").hidden = true;
      const next = box.querySelector("[data-more]");
      if (next) next.focus();
    },
  };
  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do]();
  });

  // Files that are no single photograph are still sent by the form's own button.
  const byHand = Array.from(form.querySelectorAll(".acts .p1, [data-by-hand]"));
  const offer = (offered) => byHand.forEach((one) => { one.hidden = !offered; });
  offer(false);
  form.classList.add("quick");
  form.querySelectorAll("input[type=file]").forEach((one) => {
    const begun = () => {
      const [file] = one.files;
      if (one.files.length > 0) offer(true);
      if (one.files.length !== 1 || !file.type.startsWith("image/")) return;
      input = one;
      one.value = "";
      offer(false);
      take(file);
    };
    one.addEventListener("change", begun);
    begun();
  });
  input = form.querySelector("input[type=file]");

  const found = await waiting.list();
  if (now || found.length === 0) return;
  pages = found.filter(({ kept }) => kept).map((page) => ({ ...page, address: URL.createObjectURL(page.blob) }));
  const open = found.find(({ kept }) => !kept);
  if (open) await take(open.blob, open.id, "back");
  else more("back");
}

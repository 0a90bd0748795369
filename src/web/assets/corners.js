// Four corners on a photograph, moved by finger, mouse or arrow keys.

const SVG = "http://www.w3.org/2000/svg";
// In CSS pixels: what is seen, what is touched, one press of an arrow key, and while it is held or with Shift.
const SEEN = 13;
const TOUCHED = 30;
const STEP = 1;
const STRIDE = 8;
const LOUPE = 108;

const put = (parent, name, values) => {
  const one = document.createElementNS(SVG, name);
  Object.keys(values).forEach((key) => one.setAttribute(key, values[key]));
  parent.append(one);
  return one;
};

/** Whether the corners go round a sheet, clockwise, without crossing. */
function isSheet(corners) {
  return corners.every((one, number) => {
    const next = corners[(number + 1) % 4];
    const after = corners[(number + 2) % 4];
    return (next.x - one.x) * (after.y - next.y) - (next.y - one.y) * (after.x - next.x) > 0.002;
  });
}

/**
 * Fills `host` with the photograph at `address` and four handles named by `words`; `place` says where
 * one is ("{x}", "{y}" in parts of a hundred). `corners` are changed in place.
 */
export function edit(host, { address, width, height, corners, words, place }) {
  const root = put(host, "svg", { class: "corners" });
  const image = { href: address, x: 0, y: 0, width, height };
  put(root, "image", image);
  const around = put(root, "path", { class: "outside", "fill-rule": "evenodd" });
  const edge = put(root, "polygon", { class: "edge" });
  const loupe = put(root, "svg", { class: "loupe", visibility: "hidden" });
  const glass = put(loupe, "rect", { class: "glass" });
  put(loupe, "image", image);
  const rim = put(loupe, "rect", { class: "rim" });
  const cross = put(loupe, "path", { class: "cross" });
  const handles = corners.map((_, number) => {
    const one = put(root, "g", {
      class: "handle", tabindex: 0, role: "slider", "aria-label": words[number], "aria-valuemin": 0, "aria-valuemax": 100,
    });
    put(one, "circle", { class: "touched" });
    put(one, "circle", { class: "seen" });
    return one;
  });
  let scale = 1;

  function draw() {
    const places = corners.map(({ x, y }) => `${x * width} ${y * height}`);
    edge.setAttribute("points", places.join(" "));
    around.setAttribute("d", `M0 0H${width}V${height}H0ZM${places.join("L")}Z`);
    handles.forEach((one, number) => {
      const { x, y } = corners[number];
      const [right, down] = [Math.round(100 * x), Math.round(100 * y)];
      one.setAttribute("transform", `translate(${x * width} ${y * height})`);
      one.setAttribute("aria-valuenow", right);
      one.setAttribute("aria-valuetext", place.replace("{x}", right).replace("{y}", down));
    });
  }

  // Handles keep their size on the screen whatever the size of the photograph.
  function fit() {
    const wide = host.clientWidth;
    if (!wide) return;
    const high = Math.max(200, window.innerHeight * 0.52);
    scale = Math.max(width / Math.max(1, wide - 2 * TOUCHED), height / (high - 2 * TOUCHED));
    const free = TOUCHED * scale;
    root.setAttribute("viewBox", `${-free} ${-free} ${width + 2 * free} ${height + 2 * free}`);
    root.setAttribute("width", width / scale + 2 * TOUCHED);
    root.setAttribute("height", height / scale + 2 * TOUCHED);
    root.querySelectorAll(".touched").forEach((one) => one.setAttribute("r", free));
    root.querySelectorAll(".seen").forEach((one) => one.setAttribute("r", SEEN * scale));
    loupe.setAttribute("width", LOUPE * scale);
    loupe.setAttribute("height", LOUPE * scale);
    draw();
  }

  function move(number, x, y) {
    const before = corners[number];
    corners[number] = { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
    if (!isSheet(corners)) corners[number] = before;
    draw();
  }

  // A finger hides what it points at: the corner is shown twice as large, on the other side.
  function look(number) {
    const { x, y } = corners[number];
    const half = (LOUPE * scale) / 4;
    const [left, top] = [x * width - half, y * height - half];
    const box = { x: left, y: top, width: 2 * half, height: 2 * half };
    [glass, rim].forEach((one) => Object.keys(box).forEach((key) => one.setAttribute(key, box[key])));
    loupe.setAttribute("viewBox", `${left} ${top} ${2 * half} ${2 * half}`);
    cross.setAttribute("d", `M${left} ${y * height}h${2 * half}M${x * width} ${top}v${2 * half}`);
    loupe.setAttribute("x", x < 0.5 ? width - 2 * half : 0);
    loupe.setAttribute("y", y < 0.5 ? height - 2 * half : 0);
    loupe.setAttribute("visibility", "visible");
  }

  handles.forEach((one, number) => {
    let held = null;
    one.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      one.focus();
      one.setPointerCapture(event.pointerId);
      const { x, y } = corners[number];
      held = { x: x - (event.clientX * scale) / width, y: y - (event.clientY * scale) / height };
      look(number);
    });
    one.addEventListener("pointermove", (event) => {
      if (!held) return;
      move(number, held.x + (event.clientX * scale) / width, held.y + (event.clientY * scale) / height);
      look(number);
    });
    const free = () => {
      held = null;
      loupe.setAttribute("visibility", "hidden");
    };
    one.addEventListener("pointerup", free);
    one.addEventListener("pointercancel", free);
    one.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way) return;
      event.preventDefault();
      const far = (event.shiftKey || event.repeat ? STRIDE : STEP) * scale;
      const { x, y } = corners[number];
      move(number, x + (way[0] * far) / width, y + (way[1] * far) / height);
    });
  });
  fit();
  return fit;
}

// Puts a paper straight that was photographed from the side: its four corners become those of a sheet.

import { LONG } from "./reduce.js";

const STRIP = 96;
// Sheets (ISO 216) and cards (ISO 7810): seen from the side they look a little shorter than they are.
const SHAPES = [Math.SQRT2, 85.6 / 53.98];
const CLOSE = 0.07;

const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** Width and height of the sheet whose corners are these: top left, then clockwise. */
function size([a, b, c, d]) {
  let width = Math.max(distance(a, b), distance(d, c));
  let height = Math.max(distance(a, d), distance(b, c));
  const ratio = Math.max(width, height) / Math.min(width, height);
  const shape = SHAPES.find((one) => Math.abs(ratio / one - 1) < CLOSE);
  if (shape && width > height) height = width / shape;
  else if (shape) width = height / shape;
  const scale = Math.min(1, LONG / Math.max(width, height));
  return { width: Math.max(8, Math.round(width * scale)), height: Math.max(8, Math.round(height * scale)) };
}

/** Where a place of the unit square lies in the photograph (Heckbert 1989, 2.2.3). */
function projection([p, q, r, s]) {
  const [dx1, dx2, dx3] = [q.x - r.x, s.x - r.x, p.x - q.x + r.x - s.x];
  const [dy1, dy2, dy3] = [q.y - r.y, s.y - r.y, p.y - q.y + r.y - s.y];
  const whole = dx1 * dy2 - dx2 * dy1;
  const g = (dx3 * dy2 - dx2 * dy3) / whole;
  const h = (dx1 * dy3 - dx3 * dy1) / whole;
  return [q.x - p.x + g * q.x, s.x - p.x + h * s.x, p.x, q.y - p.y + g * q.y, s.y - p.y + h * s.y, p.y, g, h];
}

/** The paper between four corners, given as parts of width and height; top left first, clockwise. */
export async function straighten(canvas, corners) {
  const places = corners.map(({ x, y }) => ({ x: x * canvas.width, y: y * canvas.height }));
  const { width, height } = size(places);
  const [a, b, c, d, e, f, g, h] = projection(places);
  const [most, last] = [canvas.width - 2, canvas.height - 2];
  const line = canvas.width * 4;
  const from = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const other = document.createElement("canvas");
  other.width = width;
  other.height = height;
  const pen = other.getContext("2d");
  for (let top = 0; top < height; top += STRIP) {
    const strip = pen.createImageData(width, Math.min(STRIP, height - top));
    const to = strip.data;
    let at = 0;
    for (let row = 0; row < strip.height; row += 1) {
      const v = (top + row + 0.5) / height;
      for (let column = 0; column < width; column += 1) {
        const u = (column + 0.5) / width;
        const w = 1 / (g * u + h * v + 1);
        const x = Math.min(most, Math.max(0, (a * u + b * v + c) * w - 0.5));
        const y = Math.min(last, Math.max(0, (d * u + e * v + f) * w - 0.5));
        const left = x | 0;
        const above = y | 0;
        const [right, below] = [x - left, y - above];
        const one = above * line + left * 4;
        const [k1, k2, k3, k4] = [(1 - right) * (1 - below), right * (1 - below), (1 - right) * below, right * below];
        to[at] = from[one] * k1 + from[one + 4] * k2 + from[one + line] * k3 + from[one + line + 4] * k4;
        to[at + 1] = from[one + 1] * k1 + from[one + 5] * k2 + from[one + line + 1] * k3 + from[one + line + 5] * k4;
        to[at + 2] = from[one + 2] * k1 + from[one + 6] * k2 + from[one + line + 2] * k3 + from[one + line + 6] * k4;
        to[at + 3] = 255;
        at += 4;
      }
    }
    pen.putImageData(strip, 0, top);
    // The page stays alive between two strips.
    await new Promise((next) => setTimeout(next, 0));
  }
  return other;
}

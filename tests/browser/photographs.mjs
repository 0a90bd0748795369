// A photograph as a phone takes it, drawn on the spot: a sheet seen from the side on a dark table, twelve
// megapixels, lying in the file and upright by its EXIF, which also says where it was taken.

/** Where the sheet's corners lie, in parts of the upright photograph: top left, then clockwise. */
export const CORNERS = [[0.2, 0.16], [0.83, 0.21], [0.9, 0.86], [0.12, 0.8]].map(([x, y]) => ({ x, y }));
/** Where marks are printed on the sheet, in parts of it, and their colours. */
export const MARKS = [
  { x: 0.2, y: 0.2, colour: [210, 20, 20] },
  { x: 0.8, y: 0.2, colour: [20, 150, 20] },
  { x: 0.8, y: 0.8, colour: [20, 20, 210] },
  { x: 0.2, y: 0.8, colour: [190, 20, 190] },
];
/** Letters of the EXIF that must never leave the phone. */
export const MODEL = "TELEPHONE-ESSAI";

const draw = async ({ width, height, corners, marks, grain }) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [height, width];
  const pen = canvas.getContext("2d");
  // The sensor lies on its side: what is drawn upright is kept a quarter to the left.
  pen.translate(0, width);
  pen.rotate(-Math.PI / 2);
  const [p, q, r, s] = corners.map(({ x, y }) => ({ x: x * width, y: y * height }));
  const [dx1, dx2, dx3] = [q.x - r.x, s.x - r.x, p.x - q.x + r.x - s.x];
  const [dy1, dy2, dy3] = [q.y - r.y, s.y - r.y, p.y - q.y + r.y - s.y];
  const whole = dx1 * dy2 - dx2 * dy1;
  const [g, h] = [(dx3 * dy2 - dx2 * dy3) / whole, (dx1 * dy3 - dx3 * dy1) / whole];
  const to = (u, v) => {
    const w = g * u + h * v + 1;
    return [((q.x - p.x + g * q.x) * u + (s.x - p.x + h * s.x) * v + p.x) / w, ((q.y - p.y + g * q.y) * u + (s.y - p.y + h * s.y) * v + p.y) / w];
  };
  const fill = (colour, u1, v1, u2, v2) => {
    pen.fillStyle = colour;
    pen.beginPath();
    [[u1, v1], [u2, v1], [u2, v2], [u1, v2]].forEach(([u, v], at) => pen[at ? "lineTo" : "moveTo"](...to(u, v)));
    pen.fill();
  };
  const light = pen.createLinearGradient(0, 0, width, height);
  light.addColorStop(0, "#5a4635");
  light.addColorStop(1, "#2e241c");
  pen.fillStyle = light;
  pen.fillRect(0, 0, width, height);
  const shade = pen.createLinearGradient(0, 0, width, height);
  shade.addColorStop(0, "#efece4");
  shade.addColorStop(1, "#b6b2aa");
  fill(shade, 0, 0, 1, 1);
  for (let line = 0; line < 44; line += 1) {
    let at = 0.1;
    for (let word = 0; at < 0.86; word += 1) {
      const long = 0.02 + ((line * 7 + word * 13) % 9) * 0.009;
      fill("#2b2b33", at, 0.06 + line * 0.02, Math.min(0.9, at + long), 0.068 + line * 0.02);
      at += long + 0.012;
    }
  }
  marks.forEach(({ x, y, colour }) => {
    fill(shade, x - 0.06, y - 0.045, x + 0.06, y + 0.045);
    fill(`rgb(${colour})`, x - 0.03, y - 0.02, x + 0.03, y + 0.02);
  });
  // Grain, as a sensor has: without it the file would be much smaller than a real one.
  pen.setTransform(1, 0, 0, 1, 0, 0);
  for (let top = 0; top < canvas.height; top += 200) {
    const image = pen.getImageData(0, top, canvas.width, Math.min(200, canvas.height - top));
    let seed = 7 + top;
    for (let at = 0; at < image.data.length; at += 4) {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      const more = ((seed >> 16) % (2 * grain + 1)) - grain;
      image.data[at] += more;
      image.data[at + 1] += more;
      image.data[at + 2] += more;
    }
    pen.putImageData(image, 0, top);
  }
  const blob = await new Promise((keep) => canvas.toBlob(keep, "image/jpeg", 0.9));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
};

/** An EXIF segment: the phone was held upright (6), its model, and where it was (48° 51′ N, 2° 21′ E). */
function exif() {
  const model = Buffer.from(`${MODEL}\0`);
  const entry = (tag, type, count, value) => {
    const one = Buffer.alloc(12);
    one.writeUInt16LE(tag, 0);
    one.writeUInt16LE(type, 2);
    one.writeUInt32LE(count, 4);
    if (Buffer.isBuffer(value)) value.copy(one, 8);
    else one.writeUInt32LE(value, 8);
    return one;
  };
  const directory = (entries) => {
    const head = Buffer.alloc(2);
    head.writeUInt16LE(entries.length);
    return Buffer.concat([head, ...entries, Buffer.alloc(4)]);
  };
  const places = (...parts) => Buffer.concat(parts.map(([over, under]) => {
    const one = Buffer.alloc(8);
    one.writeUInt32LE(over, 0);
    one.writeUInt32LE(under, 4);
    return one;
  }));
  const first = 8 + 2 + 3 * 12 + 4;
  const second = first + model.length;
  const north = second + 2 + 4 * 12 + 4;
  const tiff = Buffer.concat([
    Buffer.from("II*\0\x08\0\0\0", "latin1"),
    directory([entry(0x0110, 2, model.length, first), entry(0x0112, 3, 1, 6), entry(0x8825, 4, 1, second)]),
    model,
    directory([
      entry(1, 2, 2, Buffer.from("N\0")), entry(2, 5, 3, north), entry(3, 2, 2, Buffer.from("E\0")), entry(4, 5, 3, north + 24),
    ]),
    places([48, 1], [51, 1], [24, 1]), places([2, 1], [21, 1], [3, 1]),
  ]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** The photograph, as a file for an input; `width` and `height` as it is seen upright. */
export async function photograph(browser, { width = 3000, height = 4000, grain = 10 } = {}) {
  const context = await browser.newContext();
  const one = await context.newPage();
  const text = await one.evaluate(draw, { width, height, corners: CORNERS, marks: MARKS, grain });
  await context.close();
  const plain = Buffer.from(text, "base64");
  const buffer = Buffer.concat([plain.subarray(0, 2), exif(), plain.subarray(2)]);
  return { name: "IMG_0042.jpg", mimeType: "image/jpeg", buffer };
}

/** Where the marks are in the picture at `address`, in parts of it, and the picture's size. */
export function marksIn(one, address) {
  return one.evaluate(async ({ address: where, marks }) => {
    const image = new Image();
    image.src = where;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    const found = marks.map(({ colour }) => {
      const high = colour.map((part) => part > 100);
      let [x, y, count] = [0, 0, 0];
      for (let at = 0; at < data.length; at += 4) {
        const light = Math.max(data[at], data[at + 1], data[at + 2]);
        const is = light > 90 && high.every((wanted, part) => (data[at + part] > light * 0.6) === wanted);
        if (!is) continue;
        x += (at / 4) % canvas.width;
        y += Math.floor(at / 4 / canvas.width);
        count += 1;
      }
      return { x: (x / count + 0.5) / canvas.width, y: (y / count + 0.5) / canvas.height };
    });
    return { width: canvas.width, height: canvas.height, found };
  }, { address, marks: MARKS });
}

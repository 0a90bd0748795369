// Contrast for paper: the light of the room is taken out, so that the sheet is white and print is dark.

const CELL = 24;
const WHITE = 250;
const DARK = 24;
const MOST = 3;

/** Whether most of the picture is light and without colour, as a sheet is and a card or a face is not. */
export function isPaper(canvas) {
  const small = document.createElement("canvas");
  small.width = 48;
  small.height = 48;
  const pen = small.getContext("2d");
  pen.drawImage(canvas, 0, 0, 48, 48);
  const { data } = pen.getImageData(0, 0, 48, 48);
  let sheet = 0;
  for (let at = 0; at < data.length; at += 4) {
    const high = Math.max(data[at], data[at + 1], data[at + 2]);
    const low = Math.min(data[at], data[at + 1], data[at + 2]);
    if (high > 120 && high - low < high * 0.22) sheet += 1;
  }
  return sheet > 0.6 * 48 * 48;
}

/** The colour of the sheet in each cell: the mean of the lighter quarter of what lies there. */
function ground(data, width, height, across, down) {
  const found = new Float32Array(across * down * 3);
  const counts = new Uint32Array(64);
  for (let cell = 0; cell < across * down; cell += 1) {
    const left = (cell % across) * CELL;
    const top = Math.floor(cell / across) * CELL;
    const [right, bottom] = [Math.min(width, left + CELL), Math.min(height, top + CELL)];
    const each = (see) => {
      for (let y = top; y < bottom; y += 2) {
        for (let x = left, at = (y * width + left) * 4; x < right; x += 2, at += 8) {
          see(at, (data[at] + 2 * data[at + 1] + data[at + 2]) >> 4);
        }
      }
    };
    counts.fill(0);
    let all = 0;
    each((_, light) => { counts[light] += 1; all += 1; });
    let from = 63;
    for (let seen = counts[63]; seen < all / 4; seen += counts[from]) from -= 1;
    const sum = [0, 0, 0, 0];
    each((at, light) => {
      if (light < from) return;
      for (let part = 0; part < 3; part += 1) sum[part] += data[at + part];
      sum[3] += 1;
    });
    for (let part = 0; part < 3; part += 1) found[cell * 3 + part] = sum[part] / sum[3];
  }
  return found;
}

/** Every cell takes what `choose` makes of those around it: a dark picture on the sheet is no shadow. */
function spread(cells, across, down, choose) {
  const other = new Float32Array(cells.length);
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      for (let part = 0; part < 3; part += 1) {
        const near = [];
        for (let v = Math.max(0, y - 2); v <= Math.min(down - 1, y + 2); v += 1) {
          for (let u = Math.max(0, x - 2); u <= Math.min(across - 1, x + 2); u += 1) {
            near.push(cells[(v * across + u) * 3 + part]);
          }
        }
        other[(y * across + x) * 3 + part] = choose(near);
      }
    }
  }
  return other;
}

/** Whitens the sheet, in place. */
export function whiten(canvas) {
  const { width, height } = canvas;
  const pen = canvas.getContext("2d");
  const image = pen.getImageData(0, 0, width, height);
  const { data } = image;
  const across = Math.ceil(width / CELL);
  const down = Math.ceil(height / CELL);
  let cells = ground(data, width, height, across, down);
  cells = spread(cells, across, down, (near) => Math.max(...near));
  cells = spread(cells, across, down, (near) => near.reduce((sum, one) => sum + one, 0) / near.length);
  const gains = cells.map((light) => Math.min(MOST, WHITE / Math.max(1, light)));
  const stretch = 255 / (WHITE - DARK);
  const row = new Float32Array(across * 3);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    const v = Math.min(down - 1, Math.max(0, y / CELL - 0.5));
    const above = Math.floor(v);
    const below = Math.min(down - 1, above + 1);
    for (let part = 0; part < across * 3; part += 1) {
      const one = gains[above * across * 3 + part];
      row[part] = one + (gains[below * across * 3 + part] - one) * (v - above);
    }
    for (let x = 0; x < width; x += 1, at += 4) {
      const u = Math.min(across - 1, Math.max(0, x / CELL - 0.5));
      const left = u | 0;
      const far = u - left;
      const one = left * 3;
      const other = left + 1 < across ? one + 3 : one;
      for (let part = 0; part < 3; part += 1) {
        const gain = row[one + part] + (row[other + part] - row[one + part]) * far;
        data[at + part] = (data[at + part] * gain - DARK) * stretch;
      }
    }
  }
  pen.putImageData(image, 0, 0);
}

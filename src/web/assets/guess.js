// Where the four corners of a light paper on a darker ground may be: the person moves them if not.

const SIZE = 160;
// Parts of the picture: a paper is no speck, and a photograph of nothing but paper has no corners.
const LEAST = 0.12;
const MOST = 0.92;

/** The light that parts a picture in two best (Otsu 1979). */
function threshold(lights) {
  const counts = new Array(256).fill(0);
  lights.forEach((light) => { counts[light] += 1; });
  const whole = counts.reduce((sum, count, light) => sum + count * light, 0);
  let [below, sum, best, found] = [0, 0, 0, 128];
  counts.forEach((count, light) => {
    below += count;
    sum += count * light;
    const above = lights.length - below;
    if (below === 0 || above === 0) return;
    const apart = below * above * (sum / below - (whole - sum) / above) ** 2;
    if (apart > best) [best, found] = [apart, light];
  });
  return found;
}

const inside = (corners, x, y) => corners.every((one, number) => {
  const next = corners[(number + 1) % 4];
  return (next.x - one.x) * (y - one.y) - (next.y - one.y) * (x - one.x) >= 0;
});

/** Four corners in parts of the picture, top left first, clockwise; `null` when nothing looks like a paper. */
export function guess(canvas) {
  const small = document.createElement("canvas");
  small.width = SIZE;
  small.height = SIZE;
  const pen = small.getContext("2d");
  pen.drawImage(canvas, 0, 0, SIZE, SIZE);
  const { data } = pen.getImageData(0, 0, SIZE, SIZE);
  const lights = new Uint8Array(SIZE * SIZE).map((_, at) => (data[4 * at] + 2 * data[4 * at + 1] + data[4 * at + 2]) / 4);
  const least = threshold(lights);
  // A place counts when most of those around it are light: print does not, nor does a speck.
  const light = lights.map((_, at) => {
    const [x, y] = [at % SIZE, Math.floor(at / SIZE)];
    if (x === 0 || y === 0 || x === SIZE - 1 || y === SIZE - 1) return 0;
    let sum = 0;
    for (let v = -1; v <= 1; v += 1) for (let u = -1; u <= 1; u += 1) sum += lights[at + v * SIZE + u] > least ? 1 : 0;
    return sum >= 5 ? 1 : 0;
  });
  const ways = [(x, y) => -x - y, (x, y) => x - y, (x, y) => x + y, (x, y) => y - x];
  const ends = ways.map(() => ({ far: -Infinity }));
  light.forEach((is, at) => {
    if (!is) return;
    const [x, y] = [at % SIZE, Math.floor(at / SIZE)];
    ways.forEach((way, number) => {
      const far = way(x, y);
      if (far > ends[number].far) ends[number] = { far, x, y };
    });
  });
  if (ends.some(({ far }) => far === -Infinity)) return null;
  let [within, all, lit] = [0, 0, 0];
  light.forEach((is, at) => {
    const held = inside(ends, at % SIZE, Math.floor(at / SIZE));
    all += held ? 1 : 0;
    lit += is;
    within += held && is ? 1 : 0;
  });
  const part = all / light.length;
  if (part < LEAST || part > MOST || within < 0.6 * all || within < 0.93 * lit) return null;
  return ends.map(({ x, y }) => ({ x: (x + 0.5) / SIZE, y: (y + 0.5) / SIZE }));
}

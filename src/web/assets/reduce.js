// A photograph as it is worth sending: upright, no larger than small print needs, without what the
// phone wrote into it.

/** Long side, in pixels, at which small print stays legible. */
export const LONG = 2500;
const QUALITY = 0.85;

function sheet(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  return canvas;
}

/** A copy of what was drawn, its long side no longer than `long`. */
export function copied(drawn, long) {
  const width = drawn.naturalWidth || drawn.width;
  const height = drawn.naturalHeight || drawn.height;
  const scale = Math.min(1, long / Math.max(width, height));
  const canvas = sheet(width * scale, height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(drawn, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The photograph of a file, upright: every browser turns an <img> as the phone was held. */
export async function photograph(file) {
  const image = new Image();
  const address = URL.createObjectURL(file);
  try {
    image.src = address;
    await image.decode();
    return copied(image, LONG);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The same, a quarter further to the right. */
export function turned(canvas) {
  const other = sheet(canvas.height, canvas.width);
  const pen = other.getContext("2d");
  pen.translate(other.width, 0);
  pen.rotate(Math.PI / 2);
  pen.drawImage(canvas, 0, 0);
  return other;
}

/** As a JPEG file. */
export function jpeg(canvas) {
  return new Promise((keep, lose) => {
    canvas.toBlob((blob) => (blob ? keep(blob) : lose(new Error("no room for a photograph"))), "image/jpeg", QUALITY);
  });
}

/** The file itself, unless it is a photograph that can be made smaller. */
export async function reduced(file) {
  if (!file.type.startsWith("image/")) return file;
  try {
    const small = await jpeg(await photograph(file));
    return small.size < file.size ? small : file;
  } catch {
    return file;
  }
}

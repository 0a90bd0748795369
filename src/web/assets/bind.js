// Several photographs as one PDF. Each JPEG goes in as it is: nothing is compressed a second time.

// A4, in points; a page is as large as its photograph fits there, upright or lying.
const SHORT = 595.28;
const TALL = 841.89;

async function measured(blob) {
  const image = new Image();
  const address = URL.createObjectURL(blob);
  image.src = address;
  await image.decode();
  URL.revokeObjectURL(address);
  return { blob, width: image.naturalWidth, height: image.naturalHeight };
}

/** One PDF of JPEG files, in their order. */
export async function bound(blobs) {
  const pages = await Promise.all(blobs.map(measured));
  const parts = [];
  const offsets = [];
  let length = 0;
  const add = (part) => {
    parts.push(part);
    length += typeof part === "string" ? part.length : part.size;
  };
  const object = (...content) => {
    offsets.push(length);
    add(`${offsets.length} 0 obj\n`);
    content.forEach(add);
    add("\nendobj\n");
  };
  add("%PDF-1.7\n");
  object("<</Type/Catalog/Pages 2 0 R>>");
  const kids = pages.map((_, number) => `${3 + 3 * number} 0 R`).join(" ");
  object(`<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`);
  pages.forEach(({ blob, width, height }, number) => {
    const first = 3 + 3 * number;
    const scale = Math.min(SHORT / Math.min(width, height), TALL / Math.max(width, height));
    const [w, h] = [(width * scale).toFixed(2), (height * scale).toFixed(2)];
    const draw = `q ${w} 0 0 ${h} 0 0 cm /P Do Q`;
    object(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${w} ${h}]/Contents ${first + 1} 0 R`
      + `/Resources<</XObject<</P ${first + 2} 0 R>>>>>>`);
    object(`<</Length ${draw.length}>>stream\n${draw}\nendstream`);
    object(`<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB`
      + `/BitsPerComponent 8/Filter/DCTDecode/Length ${blob.size}>>stream\n`, blob, "\nendstream");
  });
  const table = length;
  const lines = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  add(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${lines}`);
  add(`trailer\n<</Size ${offsets.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`);
  return new Blob(parts, { type: "application/pdf" });
}

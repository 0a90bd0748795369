// Papers made on the spot: invented, drawn by the browser itself, one as a photo and one as a PDF.

const sheet = (title, lines) => `<!doctype html><meta charset="utf-8"><body bgcolor="#fffdf7">
<h1>${title}</h1><hr>${lines.map((line) => `<p>${line}</p>`).join("")}<p><b>Papier inventé pour un essai</b></p>`;

/** Gives `{ photo, pdf }` as files for an input: an identity card in JPEG, pay slips of two pages in PDF. */
export async function drawn(browser) {
  const context = await browser.newContext({ viewport: { width: 640, height: 420 } });
  const one = await context.newPage();
  await one.setContent(sheet("Carte d’identité", ["Nom : ESSAI", "Prénom : Amina", "Née le 1er janvier 1990"]));
  const jpeg = await one.screenshot({ type: "jpeg", quality: 80 });
  await one.setContent(`${sheet("Fiche de paie", ["Octobre 2026", "Net payé : 1 204 €"])}<p style="break-before:page">Page deux</p>`);
  const pdf = await one.pdf({ format: "A4" });
  await context.close();
  return {
    photo: { name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer: jpeg },
    pdf: { name: "paie.pdf", mimeType: "application/pdf", buffer: pdf },
  };
}

/** Something that is neither: it must be refused. */
export const notAPaper = { name: "carte.jpg", mimeType: "image/jpeg", buffer: Buffer.from("MZ this is a program") };

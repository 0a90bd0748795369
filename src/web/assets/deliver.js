// Brings files to the form's address, and tells how far they are.

/**
 * Gives `{ where }`, the page that follows, or `{ refused }`, the page that says why not; rejected when
 * the files did not arrive. `onprogress` gets parts of 1.
 */
export function deliver(address, files, onprogress) {
  const data = new FormData();
  for (const file of files) data.append("papier", file, file.name || "photo");
  return new Promise((keep, lose) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onprogress(event.loaded / event.total);
    });
    request.upload.addEventListener("load", () => onprogress(1));
    request.addEventListener("load", () => {
      keep(request.status < 300 ? { where: request.responseURL } : { refused: request.responseText });
    });
    request.addEventListener("error", lose);
    request.open("POST", address);
    request.send(data);
  });
}

// Stands in for the program in the test of the helpers: says one JSON line, serves a few pages.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";

const data = process.argv[process.argv.indexOf("--data") + 1];
const [key, certificate] = [join(data, "key.pem"), join(data, "certificate.pem")];
const wanted = join(data, "request.cnf");
writeFileSync(wanted, ["[req]", "distinguished_name=name", "x509_extensions=more", "prompt=no", "[name]", "CN=localhost",
  "[more]", "basicConstraints=critical,CA:FALSE", "subjectAltName=DNS:localhost,IP:127.0.0.1", ""].join("\n"));
execFileSync("openssl", ["req", "-x509", "-config", wanted, "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
  "-nodes", "-days", "2", "-keyout", key, "-out", certificate], { stdio: "ignore" });

const body = (inside, { title = "Abri", dir = "ltr", style = "/style.css" } = {}) =>
  `<!doctype html><html lang="fr" dir="${dir}"><head><meta charset="utf-8"><title>${title}</title>
  <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="${style}"></head>
  <body><main><h1>Bonjour</h1>${inside}</main></body></html>`;

const PAGES = {
  "/": body('<form method="post"><button>Ouvrir</button></form>'),
  "/wide": body('<img alt="" src="data:," width="900" height="10">'),
  "/small": body('<button class="small">Petit</button>'),
  "/inline": body('<p style="color: red">Rouge</p><script>window.ran = true</script>'),
  "/title": body("<p>Rien</p>", { title: "Carte d’identité de Maryam" }),
  "/named": body('<div class="share-list">Liste</div>'),
  "/unlabelled": body('<input name="a">'),
};

const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
  const rtl = (request.headers.cookie ?? "").includes("langue=qps");
  response.setHeader("content-security-policy", "default-src 'none'; style-src 'self'; img-src 'self' data:");
  if (request.url === "/style.css") {
    response.setHeader("content-type", "text/css");
    response.end("body { font: 18px sans-serif; margin: 16px } button, input { min-height: 48px; min-width: 96px; font: inherit }"
      + ".small { min-height: 20px; min-width: 20px; height: 20px }");
    return;
  }
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.setHeader("set-cookie", `seen=${encodeURIComponent(request.method)}; Secure; HttpOnly; Path=/`);
  if (request.method === "POST" && request.headers["sec-fetch-site"] !== "same-origin") {
    response.writeHead(403).end();
    return;
  }
  const found = PAGES[request.url];
  response.statusCode = found ? 200 : 404;
  response.end((found ?? body("<p>Absent</p>")).replace('dir="ltr"', rtl ? 'dir="rtl"' : 'dir="ltr"'));
});

server.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ url: `https://localhost:${server.address().port}`, certificate }));
});
process.on("SIGTERM", () => process.exit(0));

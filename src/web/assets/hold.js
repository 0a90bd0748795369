// A scanned card or sheet: the secret leaves the address bar first, also when a second one is scanned here, and
// travels only once somebody presses the button. Without script, the number is typed.
const form = document.querySelector("form[data-hold]");
let held = "";

function take() {
  const secret = window.location.hash.slice(1);
  // The way to the text of a page is short.
  if (secret.length < 20) return;
  window.history.replaceState(null, "", window.location.pathname);
  if (!form || !/^[0-9A-Za-z-]{28,40}$/.test(secret)) return;
  held = secret;
  form.querySelector("[data-typed]").hidden = true;
  form.querySelector("[data-held]").hidden = false;
  form.querySelector("[name=number]").required = false;
}

take();
window.addEventListener("hashchange", take);
if (form) {
  form.addEventListener("submit", function () {
    if (held) form.querySelector("[name=number]").value = held;
  });
}

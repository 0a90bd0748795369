// Quick exit: ends the session, then replaces this page so that "back" does not show it.
// Photographs that wait to be sent go too, as they do at every sign-out.
const erase = function () {
  if (window.indexedDB) window.indexedDB.deleteDatabase("abri-brouillons");
};
document.querySelectorAll("form[action='/sortir']").forEach(function (one) {
  one.addEventListener("submit", erase);
});
const form = document.querySelector("form[data-leave]");
if (form) {
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    document.documentElement.hidden = true;
    erase();
    const go = function () {
      window.location.replace(form.dataset.leave);
    };
    const timer = window.setTimeout(go, 1500);
    fetch(form.action, { method: "POST", credentials: "same-origin", redirect: "manual", keepalive: true })
      .catch(function () {})
      .then(function () {
        window.clearTimeout(timer);
        go();
      });
  });
  // A page brought back by the browser after leaving is asked again, and found closed.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) window.location.reload();
  });
}

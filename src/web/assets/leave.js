// Quick exit: ends the session, then replaces this page so that "back" does not show it.
const form = document.querySelector("form[data-leave]");
if (form) {
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    document.documentElement.hidden = true;
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

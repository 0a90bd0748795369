// While papers are looked at: asks every half minute whether they are still shown.
const pages = document.querySelector("[data-looking]");
const over = document.querySelector("[data-over]");
if (pages && over) {
  const end = function () {
    pages.textContent = "";
    over.hidden = false;
    window.clearInterval(timer);
  };
  const ask = function () {
    fetch("/p/etat", { credentials: "same-origin", cache: "no-store" })
      .then(function (answer) {
        if (answer.status === 404) end();
      })
      .catch(function () {});
  };
  const timer = window.setInterval(ask, 30000);
  // A page brought back by the browser is asked again before it is shown.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) window.location.reload();
  });
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) ask();
  });
}

// While an appointment is open: what its professional asks appears on every page of the person by itself.
import { again } from "./again.js";

const place = document.querySelector("[data-asked]");
if (place) {
  const ask = function () {
    if (document.hidden) return;
    fetch("/rendez-vous/questions", { credentials: "same-origin", cache: "no-store", redirect: "manual" })
      .then(function (answer) {
        return answer.ok ? answer.text() : null;
      })
      .then(function (text) {
        if (text === null) return;
        const page = new DOMParser().parseFromString(text, "text/html");
        const fresh = page.querySelector("[data-asked]");
        const shown = function (box) {
          return Array.from(box.querySelectorAll("[data-question]"), function (one) {
            return one.dataset.question;
          });
        };
        // The page of a question shows it itself, once it has been loaded again.
        const own = document.querySelector("[data-own]");
        const here = own ? own.dataset.own : "";
        const wanted = shown(fresh);
        if (own && wanted.includes(here) !== (own.dataset.copy === "oui")) {
          again();
          return;
        }
        fresh.querySelectorAll("[data-question]").forEach(function (one) {
          if (one.dataset.question === here) one.remove();
        });
        if (shown(fresh).join() !== shown(place).join()) {
          place.textContent = "";
          Array.from(fresh.childNodes).forEach(function (one) {
            place.appendChild(document.importNode(one, true));
          });
        }
      })
      .catch(function () {});
  };
  window.setInterval(ask, 3000);
}

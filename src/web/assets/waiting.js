// While somebody waits for a yes: loads the page again once there is an answer. Without script the page
// loads itself again by itself.
import { again } from "./again.js";

const timer = window.setInterval(function () {
  if (document.hidden) return;
  fetch("/m/attente", { credentials: "same-origin", cache: "no-store" })
    .then(function (answer) {
      return answer.text();
    })
    .then(function (text) {
      if (text.includes("data-asking")) return;
      window.clearInterval(timer);
      again();
    })
    .catch(function () {});
}, 2000);

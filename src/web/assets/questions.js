// While a short code is shown: loads the page again as soon as somebody asks with it.
import { again } from "./again.js";

const shown = document.querySelector("[data-waiting]");
if (shown) {
  const now = shown.dataset.waiting;
  const ask = function () {
    if (document.hidden) return;
    fetch("/montrer/questions", { credentials: "same-origin" })
      .then(function (answer) {
        return answer.ok ? answer.text() : now;
      })
      .then(function (waiting) {
        if (waiting !== now && /^\d+$/.test(waiting)) again();
      })
      .catch(function () {});
  };
  window.setInterval(ask, 2000);
}

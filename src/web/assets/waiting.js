// While somebody waits for a yes: loads the page again once there is an answer. Without script the page
// loads itself again by itself.
const timer = window.setInterval(function () {
  if (document.hidden) return;
  fetch("/m/attente", { credentials: "same-origin", cache: "no-store" })
    .then(function (answer) {
      return answer.text();
    })
    .then(function (text) {
      if (text.includes("data-asking")) return;
      window.clearInterval(timer);
      window.location.reload();
    })
    .catch(function () {});
}, 2000);

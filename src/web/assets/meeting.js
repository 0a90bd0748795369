// While an appointment is open on the professional's screen: asks how it is. What was agreed to is opened by itself;
// whatever else changed, its page is loaded again, and what has ended is not left on the screen.
const page = document.querySelector("[data-meeting]");
if (page) {
  const place = page.dataset.meeting;
  const known = page.dataset.state;
  const open = document.querySelector("form[data-open]");
  let timer = 0;
  const hear = function (word) {
    if (word === known) return;
    window.clearInterval(timer);
    if (word === "given" && open) {
      open.submit();
      return;
    }
    page.textContent = "";
    window.location.replace(place);
  };
  const ask = function () {
    fetch(place + "/etat", { credentials: "same-origin", cache: "no-store", redirect: "manual" })
      .then(function (answer) {
        // Signed out, or not theirs any more.
        if (answer.status === 0 || answer.status === 404) return "";
        return answer.ok ? answer.text() : known;
      })
      .then(hear)
      .catch(function () {});
  };
  timer = window.setInterval(function () {
    if (!document.hidden) ask();
  }, open ? 1500 : 3000);
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) ask();
  });
  // A page brought back by the browser is asked for again before it is shown.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) window.location.reload();
  });
}

// Takes the secret out of the address bar before anything else; it is sent when a person presses the button,
// or at once where nothing is spent by it.
(function () {
  const secret = window.location.hash.slice(1);
  if (secret) window.history.replaceState(null, "", window.location.pathname);
  document.addEventListener("DOMContentLoaded", function () {
    const field = document.querySelector("[data-link]");
    if (!field || !secret) return;
    field.value = secret;
    field.type = "hidden";
    document.querySelectorAll("[data-typed]").forEach(function (part) {
      part.hidden = true;
    });
    if (field.form.hasAttribute("data-at-once")) field.form.submit();
  });
})();

// Takes the secret out of the address bar before anything else, also when a second link is opened here; it is sent
// when a person presses the button, or at once where nothing is spent by it.
(function () {
  // The way to the text of a page is shorter than any secret; a code of six characters says so.
  const SHORTEST = Number(document.currentScript.dataset.shortest || 20);

  function taken() {
    const secret = window.location.hash.slice(1);
    if (secret.length < SHORTEST) return "";
    window.history.replaceState(null, "", window.location.pathname);
    return secret;
  }

  function bring(secret) {
    const field = document.querySelector("[data-link]");
    if (!field || !secret) return;
    field.value = secret;
    field.type = "hidden";
    document.querySelectorAll("[data-typed]").forEach(function (part) {
      part.hidden = true;
    });
    if (field.form.hasAttribute("data-at-once")) field.form.submit();
  }

  const first = taken();
  document.addEventListener("DOMContentLoaded", function () {
    bring(first);
  });
  window.addEventListener("hashchange", function () {
    bring(taken());
  });
})();

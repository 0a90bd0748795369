// Reads the page aloud with the browser's own voice. Without it, the button stays hidden.
const button = document.querySelector("[data-listen]");
const voice = window.speechSynthesis;
if (button && voice && window.SpeechSynthesisUtterance) {
  const word = button.querySelector("[data-word]");
  const start = word.textContent;
  const quiet = function () {
    voice.cancel();
    button.setAttribute("aria-pressed", "false");
    word.textContent = start;
  };
  const pieces = function () {
    const found = document.querySelectorAll(
      "main h1, main h2, main h3, main p, main li, main dt, main dd, main label, main legend, main button, main a.btn, [data-read]"
    );
    const texts = [];
    found.forEach(function (node) {
      const within = node.parentElement.closest("p, li, dt, dd, label, button");
      const shown = node.getClientRects().length > 0;
      const text = node.innerText.trim();
      if (shown && text && !(within && within.closest("main"))) texts.push([text, node.closest("[lang]").lang]);
    });
    return texts;
  };
  button.hidden = false;
  button.addEventListener("click", function () {
    if (voice.speaking) return quiet();
    const texts = pieces();
    button.setAttribute("aria-pressed", "true");
    word.textContent = button.dataset.listen;
    texts.forEach(function (piece, index) {
      const said = new SpeechSynthesisUtterance(piece[0]);
      said.lang = piece[1];
      said.rate = 0.9;
      if (index === texts.length - 1) said.onend = quiet;
      voice.speak(said);
    });
  });
  window.addEventListener("pagehide", quiet);
}

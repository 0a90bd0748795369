// Print buttons. Without script they are hidden and a sentence says how to print.
document.querySelectorAll("[data-print]").forEach(function (button) {
  button.hidden = false;
  button.addEventListener("click", function () {
    window.print();
  });
});
document.querySelectorAll("[data-print-by-hand]").forEach(function (sentence) {
  sentence.hidden = true;
});

// Large keys under the six cells, for fingers. Only where there is no fine pointer: a keyboard types faster.
const pad = document.querySelector("[data-keypad]");
if (pad && window.matchMedia("(pointer: coarse)").matches) {
  const code = pad.closest("form").querySelector(".cells input");
  pad.hidden = false;
  // The keys stand in for the telephone's own keyboard.
  code.setAttribute("inputmode", "none");
  pad.addEventListener("click", function (event) {
    const key = event.target.closest("button");
    if (!key) return;
    if (key.dataset.key === "erase") code.value = code.value.slice(0, -1);
    else if (code.value.length < code.maxLength) code.value += key.dataset.key;
    code.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

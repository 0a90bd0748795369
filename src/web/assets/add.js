// Sends the files with a progress bar; without it the form works by itself.
const form = document.querySelector("form[data-add]");

// An answer that is no new page (a refusal) takes the place of this one.
function replace(html) {
  const other = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (!other) return false;
  document.querySelector("main").replaceWith(document.importNode(other, true));
  window.scrollTo(0, 0);
  start(document.querySelector("form[data-add]"));
  return true;
}

function start(one) {
  if (!one) return;
  one.addEventListener("submit", (event) => {
    const chosen = Array.from(one.querySelectorAll("input[type=file]")).some((input) => input.files.length > 0);
    if (!chosen) return;
    event.preventDefault();
    send(one);
  });
}

function send(one) {
  const box = one.querySelector("[data-going]");
  const bar = box.querySelector("progress");
  const word = box.querySelector("p");
  const button = one.querySelector("button");
  const request = new XMLHttpRequest();
  box.hidden = false;
  button.disabled = true;
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
  });
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    word.textContent = one.dataset.checking;
  });
  const lost = () => {
    bar.value = 0;
    word.textContent = one.dataset.lost;
    button.disabled = false;
  };
  request.addEventListener("load", () => {
    if (request.status < 300) location.assign(request.responseURL);
    else if (!replace(request.responseText)) lost();
  });
  request.addEventListener("error", lost);
  request.open("POST", one.action);
  request.send(new FormData(one));
}

start(form);

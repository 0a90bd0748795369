// A page brought back by the browser is asked for again before it is shown: what it held may be over.
window.addEventListener("pageshow", function (event) {
  if (event.persisted) window.location.reload();
});

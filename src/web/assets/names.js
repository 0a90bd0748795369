// Names are shown for once: reloading this page, or coming back to it, leads to the page that hides them.
const hide = document.querySelector("[data-hide]");
if (hide) window.history.replaceState(null, "", hide.href);

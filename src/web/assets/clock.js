// Keeps clock rings going, minute by minute, and asks the server again when a time is over.
const AROUND = 204.2;
const MINUTE = 60000;
const loaded = Date.now();
const rings = [];
document.querySelectorAll("svg.ring[data-left]").forEach(function (ring) {
  if (ring.querySelector(".left")) rings.push({ ring: ring, until: loaded + Number(ring.dataset.left) });
});

const advance = function () {
  let next = MINUTE;
  for (const one of rings) {
    const ring = one.ring;
    const left = one.until - Date.now();
    if (left <= 0) {
      // The server alone knows what is over; the page it sends says so.
      window.location.reload();
      return;
    }
    const whole = Number(ring.dataset.whole);
    const part = Math.min(1, left / whole);
    ring.querySelector(".left").setAttribute("stroke-dasharray", (AROUND * part).toFixed(1) + " 300");
    // Ten minutes are few, unless there were hardly more to begin with (clock.rs).
    if (left < Math.min(10 * MINUTE, whole / 4)) ring.classList.add("low");
    if (ring.dataset.minutes) {
      const minutes = String(Math.ceil(left / MINUTE));
      ring.querySelector(".number").textContent = minutes;
      ring.setAttribute("aria-label", ring.dataset.minutes.replace("0", minutes));
    }
    next = Math.min(next, ((left - 1) % MINUTE) + 1);
  }
  window.setTimeout(advance, next + 50);
};
if (rings.length) advance();

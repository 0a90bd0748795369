// Loads the page again by itself, unless the person is already on the way to another: what they pressed is never lost.
// A press that keeps a file begins as if it left the page; after half a minute it has not.
const ON_THE_WAY = 30000;
let left = -ON_THE_WAY;
window.addEventListener("beforeunload", function () {
  left = performance.now();
});

export function again() {
  if (performance.now() - left > ON_THE_WAY) window.location.reload();
}

// How far it is, in words and as a bar; what it waits for, if it does.
export function teller(words, box) {
  const bar = box.querySelector("progress");
  const word = box.querySelector("[role=status]");
  const enter = box.querySelector("[data-enter]");
  let told = -1;
  const say = (text) => {
    if (word.textContent !== text) word.textContent = text;
  };
  return {
    progress(part) {
      if (part >= 1) {
        bar.removeAttribute("value");
        say(words.checking);
        return;
      }
      bar.value = 100 * part;
      // Read aloud: not at each percent.
      const tens = 10 * Math.floor(10 * part);
      if (tens !== told) say(words.part.replace("#", String(tens)));
      told = tens;
    },
    state(state) {
      if (enter) enter.hidden = state !== "closed";
      if (state !== "going") {
        told = -1;
        say(words[state]);
      }
    },
  };
}

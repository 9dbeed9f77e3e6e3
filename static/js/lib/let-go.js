// A button that is being pressed, by pointer or by the space bar, stays where it is until it is let go: else the press
// would get lost when an answer comes in between.

let pressed = Promise.resolve();

document.addEventListener("pointerdown", ({ button }) => button === 0 && hold(), true);
document.addEventListener("keydown", ({ key, repeat }) => key === " " && !repeat && hold(), true);

function hold() {
  pressed = new Promise((resolve) => {
    for (const end of ["pointerup", "pointercancel", "keyup", "blur"]) {
      addEventListener(end, () => setTimeout(resolve), { once: true });
    }
  });
}

export function letGo() {
  return pressed;
}

// Gives back a function that draws once, after what happened is painted, and never under a pressed button.
/** @param {() => void} draw */
export function drawnLater(draw) {
  let isWaiting = false;
  const begin = async () => {
    await letGo();
    isWaiting = false;
    draw();
  };
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => setTimeout(begin));
  };
}

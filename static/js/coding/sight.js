// The part of the window in which the text can be read: between the head and the foot that stay in place.

export function sight() {
  const head = document.querySelector(".sheet-head").getBoundingClientRect();
  const foot = document.querySelector(".sheet-foot").getBoundingClientRect();
  return { top: Math.max(0, head.bottom), bottom: Math.min(innerHeight, foot.height ? foot.top : innerHeight) };
}

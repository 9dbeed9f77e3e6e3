// How much still fits in a long text, from shortly before its end on: seen at each key, heard once somebody pauses. Nothing
// is cut off; what is too long is refused when it is sent, and the sentence says so before that.

const PAUSE = 1200; // ms without a key before it is read out
const NEAR = 0.9; // of what fits

const rooms = new WeakMap();

for (const field of document.querySelectorAll("textarea[data-most]")) show(field);
for (const change of ["input", "restored", "focusin"]) {
  document.addEventListener(change, ({ target, type }) => {
    if (target instanceof HTMLTextAreaElement && target.dataset.most) show(target, type === "input");
  });
}

function show(field, isTyped = false) {
  const most = Number(field.dataset.most);
  const length = [...field.value.trim()].length; // as the server counts
  if (length < NEAR * most && !rooms.has(field)) return;
  const room = rooms.get(field) ?? added(field);
  const isOver = length > most;
  room.seen.textContent = length < NEAR * most ? "" : sentence(field, isOver, most, Math.abs(most - length));
  room.seen.hidden = !room.seen.textContent;
  room.seen.classList.toggle("is-over", isOver);
  clearTimeout(room.pause);
  if (isTyped) room.pause = setTimeout(() => (room.heard.textContent = room.seen.textContent), PAUSE);
}

function sentence(field, isOver, most, number) {
  const written = (count) => count.toLocaleString(document.documentElement.lang);
  const words = isOver ? field.dataset.over : field.dataset.left;
  return words.replace("{n}", written(number)).replace("{most}", written(most));
}

function added(field) {
  const seen = Object.assign(document.createElement("span"), { className: "hint room-left", id: `${field.id}-room` });
  const heard = Object.assign(document.createElement("span"), { className: "said" });
  heard.setAttribute("role", "status");
  field.after(seen, heard);
  const described = field.getAttribute("aria-describedby") ?? "";
  field.setAttribute("aria-describedby", `${described} ${seen.id}`.trim());
  const room = { seen, heard, pause: 0 };
  rooms.set(field, room);
  return room;
}

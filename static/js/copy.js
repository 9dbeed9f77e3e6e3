// Copy buttons exist only where copying works; the field beside them can always be selected by hand.
const told = document.querySelector("[data-copied]");

for (const field of document.querySelectorAll("[data-copy-from]")) {
  field.addEventListener("focus", () => field.select());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.firstChild.textContent = button.dataset.done;
    told.textContent = `${button.dataset.done}: ${field.labels[0].textContent}`;
  });
}

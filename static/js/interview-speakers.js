// Shows names and roles of speakers in the preview as they are filled in.

const turns = document.getElementById("beurten");

for (const card of document.querySelectorAll("[data-speaker-card]")) {
  const index = card.dataset.speakerCard;
  const [name, isInterviewer] = [card.querySelector(".input"), card.querySelector("[type=checkbox]")];
  card.addEventListener("input", () => {
    for (const turn of turns.querySelectorAll(`[data-speaker="${index}"]`)) {
      turn.classList.toggle("is-interviewer", isInterviewer.checked);
      turn.querySelector("b").textContent = name.value;
    }
  });
}

const otherRole = document.getElementById("other_role");
otherRole.addEventListener("input", () => {
  if (otherRole.value) otherRole.form.querySelector('[name="role"][value="anders"]').checked = true;
});

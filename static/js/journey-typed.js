// What is typed or chosen while an answer is under way, and what stands in other forms and is not sent yet: in the new
// page it stands as it did, and its owner hears of it as if it were typed there.

const TYPED = "#inhoud :is(.input, .textarea, .select)[id]";
const SAVED_BY_ITSELF = "#inhoud form[data-saves-itself]";

export function typedNow() {
  return new Map([...document.querySelectorAll(TYPED)].map((field) => [field, field.value]));
}

// `asked`: what stood in each field when the answer was asked for; `sent`: the form that asked.
export function unsent(asked, sent) {
  const others = inOtherForms().filter((field) => isTypedSince(field, asked) || isDraft(field, sent));
  return [...others, ...unsaved()].map((field) => ({
    id: field.id,
    action: field.form.action,
    value: field.value,
    seen: field.form.elements[`seen-${field.name}`]?.value,
    caret: field === document.activeElement && hasCaret(field) ? [field.selectionStart, field.selectionEnd] : null,
  }));
}

// What stands in other forms and was not stored.
export function drafts() {
  return inOtherForms().filter((field) => isDraft(field));
}

// What stands in forms that save themselves and was not saved.
export function unsaved() {
  return [...document.querySelectorAll(SAVED_BY_ITSELF)].flatMap((form) => [...form.elements].filter(isUnsaved));
}

export function putBack(kept) {
  for (const { id, action, value, seen, caret } of kept) {
    const field = document.getElementById(id);
    if (field?.form?.action !== action || isSame(field, value)) continue;
    if (field.type === "radio") field.checked = true;
    else field.value = value;
    if (seen !== undefined) field.form.elements[`seen-${field.name}`].value = seen;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (caret) field.setSelectionRange(...caret);
  }
}

function isSame(field, value) {
  return field.type === "radio" ? field.checked : field.value === value;
}

function isTypedSince(field, asked) {
  return asked.has(field) && asked.get(field) !== field.value;
}

function isDraft(field, sent) {
  if (field.form === sent || field.form?.matches("[data-searches]")) return false;
  return field.value !== shippedValue(field) || isOfRefused(field);
}

// A form that came back with what is wrong in it shows what was typed, which is stored nowhere.
function isOfRefused({ form, name, value }) {
  const stored = form?.querySelector(".error") && form.elements[`seen-${name}`];
  return stored ? !isSameText(value, stored.value) : Boolean(form?.querySelector(".error") && value);
}

function isUnsaved(field) {
  const seen = field.id && field.form.elements[`seen-${field.name}`];
  if (!seen || (field.type === "radio" && !field.checked)) return false;
  return !isSameText(field.value, seen.value);
}

function isSameText(one, other) {
  return one.replace(/\r\n?/g, "\n") === other.replace(/\r\n?/g, "\n");
}

function inOtherForms() {
  return [...document.querySelectorAll(TYPED)].filter((field) => !field.form?.matches("[data-saves-itself]"));
}

function hasCaret(field) {
  return field.tagName === "TEXTAREA" || ["text", "search"].includes(field.type);
}

function shippedValue(field) {
  if (field.tagName !== "SELECT") return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0]).value;
}

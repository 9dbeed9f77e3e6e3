// Replacements that were typed and not yet decided: they outlive another decision, a reload and the way back. They stand
// in this tab's storage only; they are stand-ins, never names.

import { isBack } from "../lib/came-back.js";
import { keyOf } from "../lib/kept.js";
import { isLeaving } from "../lib/leaving.js";

const KEY = keyOf("names", location.pathname);

export function rememberTyped(field) {
  const typed = stored();
  if (field.value === field.defaultValue) delete typed[findingOf(field)];
  else typed[findingOf(field)] = field.value;
  keep(typed);
}

// What was typed in these fields before the script was there.
export function rememberTypedBefore(fields) {
  const changed = [...fields].filter((field) => field.value !== field.defaultValue);
  if (!isBack()) changed.forEach(rememberTyped);
}

// Puts what was typed back in fields that were made anew, and forgets what is decided.
export function restoreTyped(list) {
  const typed = stored();
  for (const finding of Object.keys(typed)) {
    const field = list.querySelector(`#door-${finding}`);
    if (field) field.value = typed[finding];
    else if (!isLeaving()) delete typed[finding]; // the next page may ask for it still
  }
  keep(typed);
}

function findingOf(field) {
  return field.id.replace("door-", "");
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

function keep(typed) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(typed));
  } catch {
    // Without storage it stays as long as the field does.
  }
}

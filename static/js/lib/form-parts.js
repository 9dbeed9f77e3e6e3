// A form as the parts that somebody fills in: a field, a group of choices, or a row of fields that belong together
// (data-row). Each part has a key, the same on every page that shows this form.

/**
 * @typedef {any} Field an input, a select or a textarea
 * @typedef {any} Value of a field its text or whether it is checked; of a row all its texts
 * @typedef {Map<string, Part>} Parts
 */

// `within`: the form, or a part of one that is sent by itself.
/** @param {any} within @returns {Parts} */
export function partsOf(within, notKept = new Set()) {
  const groups = new Map();
  const rows = new Map();
  for (const field of within.elements ?? within.querySelectorAll("input, select, textarea")) {
    if (!field.name || notKept.has(field.name) || ["submit", "hidden"].includes(field.type)) continue;
    const row = field.closest("[data-row]");
    if (row && !rows.has(row)) rows.set(row, `row ${rows.size}`);
    const key = rows.get(row) ?? (field.type === "checkbox" ? `${field.name} ${field.value}` : field.name);
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  return new Map([...groups].map(([key, fields]) => [key, new Part(fields)]));
}

/** @param {Parts} parts @returns {[string, Value][]} */
export function valuesOf(parts) {
  return [...parts].map(([key, part]) => [key, part.value]);
}

/** @param {Parts} parts @returns {[string, Value][]} */
export function shippedOf(parts) {
  return [...parts].map(([key, part]) => [key, part.shipped]);
}

// Room for one more row, below the last. Gives its key.
/** @param {Parts} parts */
export function addRow(parts) {
  const rows = [...parts].filter(([, part]) => part.kind === "row");
  const last = rows[rows.length - 1][1].row;
  const row = last.cloneNode(true);
  for (const name of ["id", "for"]) {
    for (const one of row.querySelectorAll(`[${name}]`))
      one.setAttribute(name, `${one.getAttribute(name)}-${rows.length}`);
  }
  for (const said of row.querySelectorAll(".said")) said.textContent = said.textContent.replace(/\d+/, rows.length + 1);
  last.after(row);
  const key = `row ${rows.length}`;
  parts.set(key, new Part([...row.querySelectorAll("input, textarea")]));
  return key;
}

/** @param {Value} value */
export const isRow = (value) => Array.isArray(value);

/** @param {Value} value */
export const isEmpty = (value) => value === undefined || (isRow(value) ? value.every((one) => !one) : !value);

export class Part {
  /** @param {Field[]} fields */
  constructor(fields) {
    this.fields = fields;
    this.kind = this.row ? "row" : fields[0].type;
  }

  get row() {
    return this.fields[0].closest("[data-row]");
  }

  /** @returns {Value} */
  get value() {
    if (this.kind === "row") return this.fields.map((field) => field.value);
    if (this.kind === "checkbox") return this.fields[0].checked;
    if (this.kind === "radio") return this.fields.find((field) => field.checked)?.value ?? "";
    return this.fields[0].value;
  }

  set value(value) {
    this.fields.forEach((field, at) => {
      if (this.kind === "row") field.value = value[at] ?? "";
      else if (this.kind === "checkbox") field.checked = value;
      else if (this.kind === "radio") field.checked = field.value === value;
      else field.value = value;
      field.dispatchEvent(new Event("restored", { bubbles: true }));
    });
  }

  // As the page brought it, whatever was filled in since.
  /** @returns {Value} */
  get shipped() {
    if (this.kind === "row") return this.fields.map((field) => field.defaultValue);
    if (this.kind === "checkbox") return this.fields[0].defaultChecked;
    if (this.kind === "radio") return this.fields.find((field) => field.defaultChecked)?.value ?? "";
    const options = [...(this.fields[0].options ?? [])];
    return options.length
      ? (options.find((one) => one.defaultSelected) ?? options[0]).value
      : this.fields[0].defaultValue;
  }

  // A value as a reader would say it.
  /** @param {Value} value @returns {string} */
  inWords(value) {
    if (this.kind === "row") return value.filter(Boolean).join(", ");
    if (this.kind === "date")
      return new Date(value).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
    if (this.kind === "radio") return this.fields.find((field) => field.value === value)?.labels[0].textContent.trim();
    return value;
  }

  // Says something of it, for who reads and who listens.
  /** @param {string} sentence */
  note(sentence) {
    const note = document.createElement("p");
    note.className = "hint";
    note.id = `${this.fields[0].name}-${this.fields[0].id}-since`;
    note.textContent = sentence;
    const last = this.fields.at(-1);
    (this.kind === "radio" ? last.closest("fieldset").lastElementChild : last).after(note);
    for (const field of this.fields) {
      field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
    }
  }
}

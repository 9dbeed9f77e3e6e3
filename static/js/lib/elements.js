// Making elements without markup in strings: text from people can never become HTML.

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {(Node | string | number | null | undefined | false)[]} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") made.className = value;
    else if (name === "data") Object.assign(made.dataset, value);
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false)
      made.append(typeof child === "number" ? String(child) : child);
  }
  return made;
}

/** @param {string} text */
export function said(text) {
  return element("span", { class: "said" }, text);
}

// A drawing from the page's own <template id="icons">.
/** @param {string} name @returns {Node} */
export function icon(name) {
  const icons = /** @type {HTMLTemplateElement} */ (document.querySelector("#icons"));
  const drawing = icons.content.querySelector(`[data-icon="${name}"]`)?.firstElementChild;
  if (!drawing) throw new Error(`There is no drawing ${name}`);
  return drawing.cloneNode(true);
}

/**
 * @param {string} text
 * @param {{ kind?: string, hidden?: string, drawing?: string | null, [attribute: string]: any }} [looks]
 */
export function button(text, { kind = "plain", hidden = "", drawing = null, ...attributes } = {}) {
  const classes = `button button-small${kind === "default" ? "" : ` button-${kind}`}`;
  return element(
    "button",
    { type: "button", class: classes, ...attributes },
    drawing && icon(drawing),
    drawing ? ` ${text}` : text,
    hidden && said(hidden),
  );
}

// Making elements without markup in strings: text from people can never become HTML.

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") made.className = value;
    else if (name === "data") Object.assign(made.dataset, value);
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export function said(text) {
  return element("span", { class: "said" }, text);
}

// A drawing from the page's own <template id="icons">.
export function icon(name) {
  const holder = document.querySelector("#icons").content.querySelector(`[data-icon="${name}"]`);
  return holder.firstElementChild.cloneNode(true);
}

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

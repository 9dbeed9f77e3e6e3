// Two texts that were written apart over the same one, as one text.

// Of who wrote on in the same text only what they added; nothing twice.
/** @param {string} there @param {string} over @param {string} text */
export function joined(there, over, text) {
  if (stands(text, there)) return there;
  if (stands(there, text)) return text;
  const added = text.startsWith(over) ? text.slice(over.length).trim() : text;
  return stands(added, there) ? there : `${there}\n\n${added}`;
}

// As the beginning of it, or in whole lines.
/** @param {string} part @param {string} whole */
function stands(part, whole) {
  return whole.startsWith(part) || `\n${whole}\n`.includes(`\n${part}\n`);
}

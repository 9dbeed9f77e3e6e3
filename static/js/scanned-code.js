// A scanned card brings its code behind the # of the address: no server and no log sees that part.
const field = /** @type {HTMLInputElement | null} */ (document.getElementById("code"));
const scanned = decodeURIComponent(location.hash.slice(1));
if (field && scanned) {
  field.value = scanned;
  history.replaceState(null, "", location.pathname);
  field.form?.querySelector("button")?.focus();
}

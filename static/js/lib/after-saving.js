// A form that is sent while it is being saved: what it brings must follow on that save, or it would seem to come from
// another tab.

/**
 * Gives what holds a submit back until `saving` is answered, and sends it then, once.
 * @param {HTMLFormElement} form
 */
export function afterSaving(form) {
  let isHeld = false;
  return async (/** @type {SubmitEvent} */ event, /** @type {Promise<unknown>} */ saving) => {
    const submitter = /** @type {HTMLElement | null} */ (event.submitter);
    event.preventDefault();
    if (isHeld) return;
    isHeld = true;
    await saving;
    isHeld = false;
    form.requestSubmit(submitter);
  };
}

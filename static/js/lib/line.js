// What a page sends goes one after another, in the order in which it was asked: no answer shows things as they were
// before something that was done later, and none gets lost because another is under way.

export class Line {
  /** @type {Promise<any>} */
  #last = Promise.resolve();

  // `task` begins when everything before it has ended, well or not. Gives back what it gives.
  /**
   * @template T
   * @param {() => T | Promise<T>} task
   * @returns {Promise<T>}
   */
  add(task) {
    const done = this.#last.then(task);
    this.#last = done.catch(() => {});
    return done;
  }
}

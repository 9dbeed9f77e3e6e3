// Sends until all is sent: one round at a time, again as soon as there is a connection, and later each time it fails.

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 30_000;

export class Tries {
  wait = FIRST_WAIT;
  /** @type {Promise<void> | null} the round that is under way */
  running = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #round;
  #longest;

  // `round` sends what waits; it says `later` when that can't be done now, and `worked` when it could.
  /** @param {() => Promise<void>} round @param {{ longest?: number }} [how] */
  constructor(round, { longest = LONGEST_WAIT } = {}) {
    this.#round = round;
    this.#longest = longest;
    addEventListener("online", () => this.now());
  }

  now() {
    clearTimeout(this.#timer);
    this.running ??= this.#round().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  later() {
    this.soon(this.wait);
    this.wait = Math.min(this.wait * 2, this.#longest);
  }

  worked() {
    this.wait = FIRST_WAIT;
  }

  /** @param {number} wait in ms */
  soon(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), wait);
  }
}

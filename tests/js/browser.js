// What a browser has and node lacks, as far as the modules under test ask for it.

class Storage {
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  setItem(key, value) {
    this[key] = String(value);
  }

  removeItem(key) {
    delete this[key];
  }
}

function define(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

const page = new EventTarget();
define("localStorage", new Storage());
define("addEventListener", page.addEventListener.bind(page));
define("dispatchEvent", page.dispatchEvent.bind(page));
define("navigator", {}); // as at an address without https: no locks
define("document", {
  querySelector: () => ({ content: "token" }),
  body: { dataset: { person: "7" } },
});

Map.groupBy ??= (items, keyOf) => {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

export function emptyStorage() {
  for (const key of Object.keys(localStorage)) localStorage.removeItem(key);
}

// Answers of the server, one for each request: what it says, or a status with what it says, or no connection at all.
export function serve(...answers) {
  const asked = [];
  define("fetch", async (address, { body }) => {
    asked.push([address, JSON.parse(body)]);
    const answer = answers.shift() ?? {};
    if (answer === "no connection") throw new TypeError("Failed to fetch");
    const { status = 200, ...said } = answer;
    return { ok: status < 400, status, redirected: false, json: async () => said };
  });
  return asked;
}

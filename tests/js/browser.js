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

// Answers of the server, one for each request: what it says, or a status with what it says (or `html`, a page), or no
// connection at all. Gives what was asked: the address, what was sent and how.
export function serve(...answers) {
  const asked = [];
  define("fetch", async (address, options) => {
    asked.push([address, sent(options.body), options]);
    const answer = answers.shift() ?? {};
    if (answer === "no connection") throw new TypeError("Failed to fetch");
    const { status = 200, redirected = false, headers = {}, html, ...said } = answer;
    const json = async () => (html === undefined ? said : JSON.parse(html));
    return { ok: status < 400, status, redirected, headers: new Headers(headers), json, text: async () => html };
  });
  return asked;
}

function sent(body) {
  return body instanceof FormData ? Object.fromEntries(body) : JSON.parse(body);
}

// What the server says is stored, in a cookie for each: told until it is taken away here (foundation/stored_marks.py).

const NAME = /^(__Host-)?stored_/;

// Only so a browser lets a cookie of this host go (foundation/cookies.py).
/** @param {string} name */
function secure(name) {
  return name.startsWith("__Host-") ? "; Secure" : "";
}

// Gives all that is told to `forget`, and takes it away after that.
/** @param {(told: string[]) => void} forget */
export function takeStored(forget) {
  const marks = document.cookie
    .split("; ")
    .filter((one) => NAME.test(one))
    .map((one) => one.split("="));
  forget(marks.map(([, told]) => told));
  for (const [name] of marks) document.cookie = `${name}=; Max-Age=0; Path=/; SameSite=Lax${secure(name)}`;
}

// What the server says is stored, in a cookie for each: told until it is taken away here (foundation/stored_marks.py).

const PREFIX = "stored_";

// Gives all that is told to `forget`, and takes it away after that.
/** @param {(told: string[]) => void} forget */
export function takeStored(forget) {
  const marks = document.cookie
    .split("; ")
    .filter((one) => one.startsWith(PREFIX))
    .map((one) => one.split("="));
  forget(marks.map(([, told]) => told));
  for (const [name] of marks) document.cookie = `${name}=; Max-Age=0; Path=/; SameSite=Lax`;
}

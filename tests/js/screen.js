// What the server sends to the coding screen: screen.json, which tests/coding/screen/test_rows.py holds to what is sent.

import { readFileSync } from "node:fs";

export const { shape: SHAPE, screen: ON_SCREEN, rules: RULES } = JSON.parse(read("./screen.json"));

export function read(file) {
  return readFileSync(new URL(file, import.meta.url), "utf8");
}

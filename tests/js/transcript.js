// A transcript as the page holds it, of plain objects in the place of elements.

import "./browser.js";
import { Text } from "../../static/js/coding/text.js";

export function transcript(...turns) {
  let start = 0;
  const elements = turns.map((data) => {
    const element = turnElement(data, start);
    start += [...data].length + 1; // the line feed between turns counts
    return element;
  });
  return new Text({ querySelectorAll: () => elements });
}

function turnElement(data, start) {
  return {
    dataset: { start: String(start) },
    classList: { contains: () => false },
    querySelector: () => ({ firstChild: { data } }),
  };
}

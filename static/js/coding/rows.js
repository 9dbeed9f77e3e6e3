// A row of the server as an object: what stands where is said by the server too (coding/screen/rows.py).

/**
 * @typedef {{ id: number, parent: number | null, name: string, colour: number, own_colour: number | null,
 *   level: number, coded: number, definition?: string, when_to_use?: string, when_not?: string, example?: string,
 *   dimension?: string, theme?: string }} Code
 * @typedef {{ id: number, start: number, end: number, code: number, coder: number, minute?: number,
 *   feeling?: number }} Segment
 * @typedef {{ id: number, segment: number | null, text: string, person: number, minute?: number }} Memo
 * @typedef {{ id: number, start: number, end: number, code: number, rank: number, certainty: string,
 *   words: string[], like: Like | null, by_definition: boolean }} Suggestion
 * @typedef {[quotation: string, place: string, number: number, turn: number]} Like
 * @typedef {{ segment: number | null, code: number | null, typed: Record<string, string>,
 *   over: Record<string, string>, slip: string, version: string }} Draft
 * @typedef {unknown[]} Row
 * @typedef {"code" | "segment" | "memo" | "suggestion" | "draft"} Kind
 * @typedef {Record<Kind, string[]>} Shape
 *
 * @typedef {{ shape: Shape, rules: Rules, feelings: unknown[], certainties: Record<string, string>, version: string,
 *   length: number, drafts: Row[], me: number, people: Record<number, string>, apart: number[], may_edit: boolean, recent: number[],
 *   undo: string | null, redo: string | null, is_done: boolean, is_open: boolean,
 *   codes: Row[], segments: Row[], memos: Row[], suggestions: Row[] }} Screen
 * @typedef {{ recent: number, plain_colour: number, levels: number }} Rules
 */

// What the server keeps of what was typed and not saved, by name.
/** @param {Pick<Screen, "shape" | "drafts">} screen */
export function draftsOf({ shape, drafts }) {
  return drafts.map((row) => read(shape.draft, row));
}

// A row as an object; `fields` says what stands where.
/** @param {string[]} fields @param {Row} row @returns {any} */
export function read(fields, row) {
  return Object.fromEntries(fields.map((name, place) => [name, row[place]]));
}

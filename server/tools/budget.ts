// How much an answer may hold, so that it fits into a model's context, and how what is too long is shared out and cut.

/** Of an answer's data as JSON, and of its text: clients cut, or refuse, what is much longer. */
export const ANSWER_CHARACTERS = 20_000;

/** What a value takes in the answer. */
export function sizeOf(value: unknown): number {
  return (JSON.stringify(value) ?? "").length;
}

/** How many of the items fit, one after the other; at least one, so that there is always a way on. */
export function fitting(items: readonly unknown[], room: number): number {
  let count = 0;
  for (let left = room; count < items.length; count += 1) {
    left -= sizeOf(items[count]) + 1;
    if (left < 0 && count > 0) break;
  }
  return count;
}

/** Give each what it needs, and where that is too much in all, the same to each of those that need more. */
export function shares(needs: readonly number[], room: number): number[] {
  let left = Math.max(0, room);
  const given = needs.map(() => 0);
  const byNeed = [...needs.keys()].toSorted((a, b) => (needs[a] ?? 0) - (needs[b] ?? 0));
  for (const [done, index] of byNeed.entries()) {
    const fair = Math.trunc(left / (byNeed.length - done));
    given[index] = Math.min(needs[index] ?? 0, fair);
    left -= given[index] ?? 0;
  }
  return given;
}

/** The beginning of a text that takes no more than the room as JSON, whole characters only. */
export function beginningOf(text: string, room: number): string {
  if (sizeOf(text) <= room) return text;
  // A character takes one to six in JSON: a guess that is too long says by how much.
  let length = Math.min(text.length, room);
  for (;;) {
    const cut = text.slice(0, wholeAt(text, length));
    const over = sizeOf(cut) - room;
    if (over <= 0 || length === 0) return cut;
    length = Math.max(0, Math.min(length - Math.ceil(over / 6), Math.trunc((length * room) / (room + over))));
  }
}

/** Not between the halves of one character. */
function wholeAt(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return at < text.length && code >= 0xd8_00 && code <= 0xdb_ff ? at - 1 : at;
}

/** Room for saying what was cut. */
const NOTE_CHARACTERS = 500;
const SUMMARY_CHARACTERS = 4_000;

/** An answer that nobody has measured, cut where it is longest; its summary says so. */
export function fitted<Fields extends { summary: string }>(answer: Fields): Fields {
  if (sizeOf(answer) <= ANSWER_CHARACTERS) return answer;
  const shown: Record<string, unknown> = { ...answer };
  shown["summary"] = beginningOf(answer.summary, SUMMARY_CHARACTERS);
  const names = Object.keys(answer).filter((name) => name !== "summary");
  const room = ANSWER_CHARACTERS - NOTE_CHARACTERS - sizeOf({ summary: shown["summary"] });
  // With its name, quotes, a colon and a comma.
  const needs = names.map((name) => sizeOf(name) + 2 + sizeOf(shown[name]));
  const given = shares(needs, room);
  const cut: string[] = [];
  for (const [index, name] of names.entries()) {
    if ((given[index] ?? 0) >= (needs[index] ?? 0)) continue;
    cut.push(name);
    const left = (given[index] ?? 0) - sizeOf(name) - 2;
    const value = shown[name];
    if (typeof value === "string" && left > 2) shown[name] = beginningOf(value, left);
    else if (Array.isArray(value)) shown[name] = value.slice(0, fittingExactly(value, left - 2));
    else delete shown[name];
  }
  const named = beginningOf(cut.join(", "), NOTE_CHARACTERS / 2);
  shown["summary"] = `${String(shown["summary"])} (Cut, because the answer was too long: ${named}.)`;
  return shown as Fields;
}

/** Perhaps none. */
function fittingExactly(items: readonly unknown[], room: number): number {
  const count = fitting(items, room);
  return count === 1 && sizeOf(items[0]) > room ? 0 : count;
}

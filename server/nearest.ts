// Which of the known names somebody has probably meant.

/** The name with the fewest letters to change; case, `-` and `_` do not count. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const meant = bare(given);
  const [best] = names
    .map((name) => ({ name, distance: distance(meant, bare(name)) }))
    .toSorted((one, other) => one.distance - other.distance);
  return best?.name;
}

/** Nobody means a name by a text that is longer; the time goes with the product of the lengths. */
const LONGEST = 50;

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, "").slice(0, LONGEST);
}

/** How many letters have to be added, removed, changed, or swapped with the next one. */
export function distance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let index = 1; index <= one.length; index += 1) {
    const next = [index];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (one[index - 1] === other[column - 1] ? 0 : 1);
      const least = Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1);
      const isSwap = one[index - 1] === other[column - 2] && one[index - 2] === other[column - 1];
      next.push(isSwap ? Math.min(least, (before[column - 2] ?? least) + 1) : least);
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 0;
}

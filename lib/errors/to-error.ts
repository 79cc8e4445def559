// What somebody else threw, emitted or rejected with, as an error: it may be anything.

/** The error itself, or one whose message is what was given instead. */
export function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  return new Error(typeof thrown === "string" ? thrown : `not an error but ${shown(thrown)}`, {
    cause: thrown,
  });
}

function shown(value: unknown): string {
  try {
    return String(value);
  } catch {
    // An object that has no text, or one that throws when it is asked for it.
    return `an ${typeof value} without a text`;
  }
}

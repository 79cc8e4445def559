// The form of the ids that the CLI gives messages.

/** An id such as `crypto.randomUUID()` makes it. */
export type UUID = `${string}-${string}-${string}-${string}-${string}`;

// The ids that messages have.

/** An id such as `crypto.randomUUID()` makes it. */
export type UUID = `${string}-${string}-${string}-${string}-${string}`;

/** What every message of the CLI has. */
export interface MessageFields {
  uuid: UUID;
  session_id: string;
}

// A page of what an agent has said, whatever the view.
import type { ReadOutput } from "../generated/tool-types.ts";

/** Where to read, and how much. */
export interface PageOf {
  readonly sessionId: string;
  /** `<position>`, or `<position>.<character>` within a message. */
  readonly cursor: string;
  /** The most messages. */
  readonly limit: number | undefined;
  /** Characters of JSON. */
  readonly room: number;
}

/** What a view has read. */
export interface Page {
  readonly text?: string | undefined;
  readonly output?: ReadOutput["output"];
  /** What was changed. */
  readonly files?: readonly string[];
  /** Where to read on. */
  readonly cursor: string;
  readonly hasMore: boolean;
  /** Messages that have been read to their end. */
  readonly returned: number;
  /** The position of the last of them. */
  readonly nextAfter: number;
  readonly dropped: number;
}

export function positionOf(cursor: string): [message: number, character: number] {
  const [message = "0", character = "0"] = cursor.split(".");
  return [Number(message), Number(character)];
}

// Lines that are not as they should be, and whether a reader is to see them all the same.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { assistantFrame } from "../../lib/testing/index.ts";

type Line = Record<string, unknown>;

const RECORDED = path.join(import.meta.dirname, "../recorded");
export const JUNK: readonly unknown[] = [
  null,
  0,
  -1,
  "",
  "junk",
  true,
  [],
  [null],
  [7],
  {},
  { a: null },
  { toString: 1, valueOf: 1 },
];
/** What steers the session, in a wrong shape, has tests of its own: tests/faults/wrong-fields.test.ts. */
const STEERING =
  /^(?:control|result|command_lifecycle|transcript_mirror|system\/(?:session_state|task_|background_tasks))/;
/** A library may take these out when it has made up the ids in them. */
const OURS = /^(?:user_message_uuid|owed_rows|first_request|request_sent)/;

export const kindOf = ({ type, subtype }: Line): string =>
  subtype === undefined ? String(type) : `${String(type)}/${String(subtype)}`;

/** One line of each kind that the real CLI has been seen to write. */
export function recordedLines(): Line[] {
  const kinds = new Map<string, Line>();
  for (const file of readdirSync(RECORDED).filter((name) => name.endsWith(".jsonl")))
    for (const text of readFileSync(path.join(RECORDED, file), "utf8").trim().split("\n")) {
      const { dir, line } = JSON.parse(text) as { dir: string; line: Line };
      if (dir === "out" && !kinds.has(kindOf(line))) kinds.set(kindOf(line), line);
    }
  return [...kinds.values()];
}

/** A known kind with a field that is missing, or holds what it should not. */
const wrongField: fc.Arbitrary<Line> = fc
  .constantFrom(...recordedLines().filter((line) => !STEERING.test(kindOf(line))))
  .chain((line) => {
    const names = Object.keys(line).filter((name) => name !== "type" && !OURS.test(name));
    const pair = fc.tuple(fc.constantFrom(...names), fc.option(fc.constantFrom(...JUNK), { nil: undefined }));
    return pair.map(([name, junk]) => Object.assign({}, line, { [name]: junk }));
  });

const BIG = "x".repeat(300_000);
const answer = (response: unknown): Line => ({ type: "control_response", response });
const request = (more: object): Line => ({ type: "control_request", ...more });

/** Lines that are no message for the reader. */
const SWALLOWED: readonly string[] = [
  "this is not JSON {",
  '{"type":"assistant","mess',
  "",
  "   \r",
  "null",
  "7",
  '"assistant"',
  "[]",
  '[{"type":"assistant"}]',
  "{}",
  '{"type":7}',
  '{"type":{"toString":1}}',
  `{"type":"x","deep":${"[".repeat(300)}${"]".repeat(300)}}`,
  "[".repeat(100_000),
  BIG,
  '{"type":"keep_alive"}',
  ...[
    answer({ subtype: "success", request_id: "nobody", response: {} }),
    answer({ subtype: "success" }),
    answer({ subtype: "error", request_id: { toString: 1 }, error: null }),
    answer(null),
    answer([]),
    request({ request_id: "odd-1" }),
    request({ request_id: "odd-2", request: null }),
    request({ request_id: "odd-3", request: { subtype: 7 } }),
    request({ request_id: "odd-4", request: { subtype: "of_the_future", a: 1 } }),
    request({ request_id: "odd-5", request: { subtype: "can_use_tool", tool_name: 7, input: null } }),
    request({ request_id: "odd-6", request: { subtype: "hook_callback", callback_id: { toString: 1 } } }),
    request({ request_id: "odd-7", request: { subtype: "mcp_message", server_name: "calc", message: null } }),
    request({ request_id: 7, request: { subtype: "mcp_message" } }),
    request({}),
    { type: "control_cancel_request", request_id: "nobody" },
    { type: "control_cancel_request", request_id: null },
  ].map((line) => JSON.stringify(line)),
];

/** Lines of kinds that nobody knows, and known ones that are large. */
const DELIVERED: readonly Line[] = [
  { type: "of_the_future", a: { b: [1, 2] } },
  { type: "system", subtype: "of_the_future" },
  { type: "system", subtype: { toString: 1 } },
  { type: "system" },
  { type: "" },
  { type: "__proto__" },
  { type: "constructor", subtype: "toString" },
  { type: "assistant", message: null },
  { type: "stream_event", event: [] },
  assistantFrame(BIG),
];

export interface Garbage {
  readonly text: string;
  /** It is a message, of whatever shape. */
  readonly delivered: boolean;
}

export const garbage: fc.Arbitrary<Garbage> = fc.oneof(
  fc.constantFrom(...SWALLOWED).map((text) => ({ text, delivered: false })),
  fc.constantFrom(...DELIVERED).map((line) => ({ text: JSON.stringify(line), delivered: true })),
  wrongField.map((line) => ({ text: JSON.stringify(line), delivered: true })),
);

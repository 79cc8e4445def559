// Where the two libraries differ in what reaches the program, and why ours is meant to.

/** A difference: what stands in each one's log, as JSON with sorted keys. Everything around it is equal. */
export interface Difference {
  readonly why: string;
  readonly official: string | RegExp;
  readonly ours: string | RegExp;
}

const OWN_WORDS = "what went wrong inside of the host is no business of the model's: it reads a fixed text";
const NO_ANSWER = "a wrong answer of the callback's is refused in the same fixed way";
const REFUSES = "a hook that decides whether a tool may run, and fails, has not allowed it";
const ARGUMENTS = "the model reads what is wrong in a sentence, not as the validator's JSON";
const WHEN = "an exit says when it came: before the CLI was ready, during a turn, or between turns";

/** By scenario; one that is not here has none. */
export const DIFFERENCES: Readonly<Record<string, readonly Difference[]>> = {
  "permission callback throws": [
    {
      why: OWN_WORDS,
      official: "Tool permission request failed: Error: db password=SECRET",
      ours: "The permission check failed, so the tool was not run",
    },
    {
      why: "it is answered with a refusal, where the official SDK answers with an error",
      official: '{"decision":"reject","reason_type":"other","source":"config"}',
      ours: '{"decision":"reject","source":"user_reject"}',
    },
  ],
  "permission callback answers nonsense": [
    {
      why: NO_ANSWER,
      official: /The canUseTool callback returned an invalid permission result\.[^"]*/g,
      ours: "The permission check gave no valid answer, so the tool was not run",
    },
    {
      why: NO_ANSWER,
      official: '{"decision":"reject","reason_type":"other","source":"config"}',
      ours: '{"decision":"reject","source":"user_reject"}',
    },
  ],
  "a hook that gives no answer": [
    {
      why: "a hook that returns nothing has nothing to say; that is no failure to warn of",
      official: /\{"content":"PreToolUse: Hook callback hook_0 failed:[^}]*\},/g,
      ours: "",
    },
  ],
  "a hook that throws before a tool": [
    { why: REFUSES, official: /\{"content":"PreToolUse: Hook callback hook_0 failed:[^}]*\},/g, ours: "" },
    {
      why: REFUSES,
      official: '"content":"hello","is_error":false',
      ours: '"content":"PreToolUse:Bash hook error: A hook of the host failed, so this is not allowed","is_error":true',
    },
    {
      why: REFUSES,
      official: '"permission_decision":{"decision":"accept","reason_type":"rule","source":"config"}',
      ours: '"non_execution_kind":"permission-rule","permission_decision":{"decision":"reject","reason_type":"hook","source":"hook"}',
    },
    {
      why: REFUSES,
      official: /"tool_use_result":\{[^}]*"stdout":"hello"\}/g,
      ours: /"tool_use_result":"Error: PreToolUse:Bash hook error[^"]*"/g,
    },
    {
      why: REFUSES,
      official: '"permission_denials":[]',
      ours: /"permission_denials":\[\{[^\]]*\}\]/g,
    },
  ],
  "tools of the program, one after the other": [
    {
      why: ARGUMENTS,
      official:
        /MCP error -32602: Input validation error: Invalid arguments for tool add: \[.*?\](?=\\n\\nThis tool|")/g,
      ours: /Invalid arguments for add: \\"a\\": Invalid input: expected number, received string/g,
    },
  ],
  "tools that answer in other ways": [
    {
      why: "a function that gives no result is told so in a sentence",
      official: /(?:Error: )?MCP error -32602: Invalid tools\/call result:(?:[^"\\]|\\.)*/g,
      ours: /(?:Error: )?(?:The tool \\"\w+\\" gave no result|MCP server \\"odd\\" returned a malformed result)(?:[^"\\]|\\.)*/g,
    },
  ],
  "tools with rich schemas": [
    {
      why: ARGUMENTS,
      official:
        /MCP error -32602: Input validation error: Invalid arguments for tool book: \[.*?\](?=\\n\\nThis tool|")/g,
      ours: /Invalid arguments for book: \\"kind\\": Invalid option: expected one of \\"a\\"\|\\"b\\"/g,
    },
  ],
  "an answer as data that never comes": [
    {
      why: "a success without the output that was promised is an error",
      official: '"end":["done"]',
      ours: /"end":\[\{"message":"The result has no \\"structured_output\\", although[^}]*\}\]/g,
    },
  ],
  "a warm process": [
    {
      why: "each in its own words",
      official: "WarmQuery.query() can only be called once",
      ours: "A warm query has one prompt: start another one",
    },
  ],
  "a warm process that cannot start": [
    {
      why: WHEN,
      official: '"Claude Code process exited with code 1"',
      ours: '"Claude Code process exited with code 1 before it was ready; it wrote nothing to stderr; the option \\"debug\\" has it say more"',
    },
  ],
  "what the CLI writes to stderr": [
    {
      why: WHEN,
      official: "Claude Code process exited with code 1. stderr: ",
      ours: "Claude Code process exited with code 1 before it was ready; stderr: ",
    },
  ],
  "an id of the program's own": [
    {
      why: WHEN,
      official: "Claude Code process exited with code 1. stderr: ",
      ours: "Claude Code process exited with code 1 before it was ready; stderr: ",
    },
  ],
  "a directory that is none": [
    {
      why: "it is the directory's fault, not the executable's",
      official: /"Claude Code native binary at [^"]* exists but failed to launch\.[^"]*"/g,
      ours: /"Cannot start in \\"\/nonexistent\/place\\": it does not exist;[^}]*"/g,
    },
  ],
};

/** A log as pieces of text, with what differs on purpose replaced. */
export function alike(
  log: object,
  differences: readonly Difference[],
  library: "official" | "ours",
): string[] {
  let text = JSON.stringify(log);
  for (const difference of differences) {
    const pattern = difference[library];
    // Something that only the other one says.
    if (pattern === "") continue;
    const alone = [difference.official, difference.ours].includes("");
    const replaced = text.replaceAll(pattern, alone ? "" : "<differs>");
    if (replaced === text) throw new Error(`There is no such difference any more: ${difference.why}`);
    text = replaced;
  }
  return renumbered(text).split(/(?<=[,{[])(?=["{[])/);
}

/** Ids are numbered as they come; without what was taken out they come in other places. */
function renumbered(text: string): string {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return text.replaceAll(/<(\w+) \d+>/g, (id, kind: string) => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    names.set(id, `<${kind} ${count}>`);
    return `<${kind} ${count}>`;
  });
}

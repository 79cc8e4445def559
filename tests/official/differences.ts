// Where the two libraries differ in what reaches the program, and why ours is meant to.

import { type Difference, KEPT_DIFFERENCES } from "./kept-differences.ts";

export type { Difference } from "./kept-differences.ts";

const OWN_WORDS = "what went wrong inside of the host is no business of the model's: it reads a fixed text";
const NO_ANSWER = "a wrong answer of the callback's is refused in the same fixed way";
const REFUSES = "a hook that decides whether a tool may run, and fails, has not allowed it";
const ARGUMENTS = "the model reads what is wrong in a sentence, not as the validator's JSON";
const SCHEMA = "the schema goes over stdin alone: a command line can be read by every user of the machine";
const KEYS = "variables and headers of MCP servers go by a file that only its owner can read";
const WAY_OUT = "ours say the way out behind the official words";
const WHEN = "an exit says when it came: before the CLI was ready, during a turn, or between turns";
/** Arguments that we add, and why. */
export const OWN_ARGUMENTS: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /^--session-id=/, why: "the id is ours, so that a host knows it before the first message" },
];
/** Variables that we add, and why. */
export const OWN_VARIABLES: Readonly<Record<string, string>> = {
  KODEGEN_SESSION: "marks every process of the session, so that none is left behind",
  NoDefaultCurrentDirectoryInExePath: "Windows must not run programs of the working directory",
};
/** What only the official SDK passes on of a given environment, and why. */
export const DROPPED: Readonly<Record<string, string>> = {
  CLAUDECODE: "makes the CLI believe that it runs inside of another one",
  EDITOR: "runs a program of its own choice",
  GIT_SSH_COMMAND: "runs a program of its own choice",
  LD_PRELOAD: "loads foreign code into every program",
  PYTHONPATH: "loads foreign code into Python",
};

const SCHEMA_FLAG: readonly Difference[] = [
  { why: SCHEMA, official: /"--json-schema=(?:[^"\\]|\\.)*",?/g, ours: "" },
];
/** The CLI lists the tool for the answer last when it hears of the schema over stdin alone. */
const LATE_TOOL: readonly Difference[] = [
  { why: SCHEMA, official: /(?<=",)"StructuredOutput",/g, ours: "" },
  { why: SCHEMA, official: "", ours: /,"StructuredOutput"(?=\])/g },
];
const GONE: readonly Difference[] = [
  { why: WAY_OUT, official: "", ours: /; listSessions\(\) shows(?:[^"\\]|\\.)*/g },
];

/** By record and scenario; one that is not here has none. */
export const DIFFERENCES: Readonly<Record<string, Readonly<Record<string, readonly Difference[]>>>> = {
  launch: {
    outputFormat: SCHEMA_FLAG,
    "outputFormat + promptSuggestions + strictMcpConfig + projectConfigRoot": SCHEMA_FLAG,
    "fields that are none": SCHEMA_FLAG,
    "mcpServers, all kinds": [
      {
        why: KEYS,
        official: /"--mcp-config (?:[^"\\]|\\.)*"/g,
        ours: /"--mcp-config [^"]*\/mcp-config-1\.json"/g,
      },
    ],
    "an environment that loads foreign code": Object.entries(DROPPED).map(([name, why]) => ({
      why,
      official: new RegExp(`"${name}":"1",|,"${name}":"1"(?=})`, "g"),
      ours: "",
    })),
  },
  delivered: { "recorded: 24-resume-unknown.jsonl": GONE },
  "store/live": { "what cannot be resumed": GONE },
  questions: {
    "a hook that there is not": [
      {
        why: OWN_WORDS,
        official: /"error":"(?:[^"\\]|\\.)*"/g,
        ours: /"error":"(?:[^"\\]|\\.)*"/g,
      },
    ],
  },
  ...KEPT_DIFFERENCES,
  "messages/permissions": {
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
  },
  "messages/hooks": {
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
  },
  "messages/tools": {
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
        ours: /(?:Error: )?(?:The tool \\"\w+\\" gave (?:no|a malformed) result|MCP server \\"odd\\" returned a malformed result)(?:[^"\\]|\\.)*/g,
      },
    ],
  },
  "messages/idioms": {
    "tools with rich schemas": [
      {
        why: ARGUMENTS,
        official:
          /MCP error -32602: Input validation error: Invalid arguments for tool book: \[.*?\](?=\\n\\nThis tool|")/g,
        ours: /Invalid arguments for book: \\"kind\\": Invalid option: expected one of \\"a\\"\|\\"b\\"/g,
      },
    ],
    "what the CLI writes to stderr": [
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
  },
  "messages/endings": {
    "an answer as data, at the second try": LATE_TOOL,
    "an answer as data that never comes": [
      ...LATE_TOOL,
      {
        why: "a success without the output that was promised is an error",
        official: '"end":["done"]',
        ours: /"end":\[\{"message":"The result has no \\"structured_output\\", although[^}]*\}\]/g,
      },
    ],
  },
  "messages/controls": {
    "a warm process": [
      {
        why: "each in its own words",
        official: "WarmQuery.query() can only be called once",
        ours: "A warm query has one prompt: start another one",
      },
    ],
  },
  "messages/sessions": {
    "a conversation that is not kept": GONE,
    "a conversation that there is not, asked for its start": GONE,
    "an id of the program's own": [
      {
        why: WHEN,
        official: "Claude Code process exited with code 1. stderr: ",
        ours: "Claude Code process exited with code 1 before it was ready; stderr: ",
      },
    ],
  },
};

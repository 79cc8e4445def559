// Questions of the CLI to functions of the host: permissions, hooks and tools, one at a time and many at once.
import { z } from "zod";
import { CLI_VERSION } from "../../lib/generated/versions.ts";
import type { Options } from "../../lib/index.ts";
import { type Library, type Stage, type Workload, workload } from "../harness/workload.ts";
import { startMeter } from "../measured/meter.ts";
import { toResult } from "../measured/reading.ts";
import { writePlay } from "../stand-in/play.ts";

interface Kind {
  readonly id: string;
  readonly title: string;
  /** What the stand-in asks. */
  readonly request: object;
  readonly handshake?: readonly object[];
  /** Options with a callback that counts itself. */
  options(library: Library, called: () => void): Options;
}

const INPUT = { command: "touch a.txt", description: "Make a note" };
const PERMISSION: Kind = {
  id: "permissions",
  title: "permission calls",
  request: {
    subtype: "can_use_tool",
    tool_name: "Bash",
    display_name: "Bash",
    input: INPUT,
    description: "Make a note",
    tool_use_id: "toolu_@SENT@",
    permission_suggestions: [{ type: "setMode", mode: "acceptEdits", destination: "session" }],
  },
  options: (_library, called) => ({
    canUseTool: async (_name, input) => {
      called();
      return { behavior: "allow", updatedInput: input };
    },
  }),
};

const HOOK: Kind = {
  id: "hooks",
  title: "hook calls",
  request: {
    subtype: "hook_callback",
    callback_id: "@HOOK@",
    tool_use_id: "toolu_@SENT@",
    input: {
      session_id: "57a9559f-b6e9-47d4-a0e0-bfbd3efe3682",
      transcript_path: "/home/user/.claude/projects/-home-user-project/57a9559f.jsonl",
      cwd: "/home/user/project",
      permission_mode: "default",
      hook_event_name: "PreToolUse",
      tool_name: "Bash",
      tool_input: INPUT,
      tool_use_id: "toolu_@SENT@",
    },
  },
  options: (_library, called) => ({
    hooks: {
      PreToolUse: [
        {
          hooks: [
            async () => {
              called();
              return {};
            },
          ],
        },
      ],
    },
  }),
};

const TOOL: Kind = {
  id: "tools",
  title: "calls of an in-process tool",
  request: rpc({
    id: "@SENT@",
    method: "tools/call",
    params: {
      name: "add",
      arguments: { a: 2, b: 3 },
      _meta: { "claudecode/toolUseId": "toolu_@SENT@", progressToken: 2 },
    },
  }),
  handshake: [
    rpc({
      id: 0,
      method: "initialize",
      params: {
        protocolVersion: "2025-11-25",
        capabilities: {},
        clientInfo: { name: "claude-code", version: CLI_VERSION },
      },
    }),
    rpc({ method: "notifications/initialized" }),
    rpc({ id: 1, method: "tools/list" }),
  ],
  options: ({ createSdkMcpServer, tool }, called) => {
    const add = tool("add", "Add two numbers", { a: z.number(), b: z.number() }, async ({ a, b }) => {
      called();
      return { content: [{ type: "text", text: String(a + b) }] };
    });
    return { mcpServers: { bench: createSdkMcpServer({ name: "bench", tools: [add] }) } };
  },
};

function rpc(message: object): object {
  return { subtype: "mcp_message", server_name: "bench", message: { jsonrpc: "2.0", ...message } };
}

async function run(kind: Kind, stage: Stage): Promise<Record<"rate" | "cpu", number>> {
  const library = await stage.load();
  let calls = 0;
  let meter = startMeter();
  const count = (): void => {
    // From the first call on: starting is measured elsewhere.
    if (calls === 0) meter = startMeter();
    calls += 1;
  };
  const options = stage.options(kind.options(library, count));
  const answered = await toResult(library.query({ prompt: "go", options }));
  const [milliseconds, cpu] = [meter.milliseconds(), meter.cpu()];
  if (calls !== stage.size) throw new Error(`${calls} calls of ${stage.size} were made`);
  if (answered !== `${stage.size}`)
    throw new Error(`${answered} calls of ${stage.size} were answered with success`);
  return { rate: (stage.size * 1_000) / milliseconds, cpu: cpu / stage.size };
}

function callbacks(kind: Kind, atOnce: number): Workload {
  const oneCore = atOnce === 1;
  return workload({
    id: `${kind.id}-${atOnce}`,
    group: "Callbacks",
    title: () => `${kind.title}, ${oneCore ? "one at a time" : `${atOnce} at once`}`,
    about: `From the first call to the result of the turn${oneCore ? ", both ends on one core" : ""}; every answer is asked for, received and counted.`,
    adapters: ["ours", "official"],
    rows: {
      rate: { title: "throughput", unit: "calls/s", better: "higher" },
      cpu: { title: "CPU per call", unit: "µs", better: "lower" },
    },
    size: { full: 20_000, quick: 5_000 },
    oneCore,
    prepare: (folder, size) => {
      const { request, handshake = [] } = kind;
      writePlay(folder, { request, requests: size, atOnce, handshake });
    },
    run: (stage) => run(kind, stage),
  });
}

const all: readonly Workload[] = [PERMISSION, HOOK, TOOL].flatMap((kind) =>
  [1, 32].map((atOnce) => callbacks(kind, atOnce)),
);

export default all;

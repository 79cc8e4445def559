// Everything that a running query can be asked and told, and processes that wait for their prompt.
import {
  AbortError,
  type AccountInfo,
  type McpServerStatus,
  type ModelInfo,
  type Query,
  query,
  type RewindFilesResult,
  type SDKControlInitializeResponse,
  type SDKMessage,
  type SlashCommand,
  startup,
  type WarmQuery,
} from "@anthropic-ai/claude-agent-sdk";

declare function use(...values: unknown[]): void;

export async function all(q: Query): Promise<void> {
  const receipt = await q.interrupt();
  use(receipt?.still_queued.length);
  await q.setPermissionMode("plan");
  await q.setModel("opus");
  await q.setModel();
  await q.setMaxThinkingTokens(null);
  await q.applyFlagSettings({ model: "sonnet", effortLevel: null });
  const initialized: SDKControlInitializeResponse = await q.initializationResult();
  const commands: SlashCommand[] = await q.supportedCommands();
  const models: ModelInfo[] = await q.supportedModels();
  const account: AccountInfo = await q.accountInfo();
  const servers: McpServerStatus[] = await q.mcpServerStatus();
  use(initialized.output_style, commands[0]?.argumentHint, models[0]?.displayName, account.email);
  use(servers.map(({ name, status, error }) => [name, status, error]));
  use((await q.supportedAgents()).map(({ name }) => name));
  const rewound: RewindFilesResult = await q.rewindFiles("id", { dryRun: true });
  use(rewound.canRewind, rewound.filesChanged?.length);
  const { added, removed, errors } = await q.setMcpServers({ a: { command: "node" } });
  use(added, removed, errors["a"]);
  await q.reconnectMcpServer("a");
  await q.toggleMcpServer("a", false);
  use((await q.getContextUsage()).percentage);
  await q.stopTask("task");
  use(await q.backgroundTasks());
  use((await q.readFile("a.txt"))?.contents);
  use((await q.reloadPlugins()).commands, (await q.reloadSkills()).skills);
  await q.streamInput(
    (async function* () {
      yield {
        type: "user" as const,
        message: { role: "user" as const, content: "x" },
        parent_tool_use_id: null,
      };
    })(),
  );
  q.close();
}

export async function asGenerator(): Promise<SDKMessage[]> {
  const generator: AsyncGenerator<SDKMessage, void> = query({ prompt: "x" });
  const first: IteratorResult<SDKMessage, void> = await generator.next();
  await generator.return();
  return first.done === true ? [] : [first.value];
}

export async function warm(): Promise<void> {
  const ready: WarmQuery = await startup({ options: { maxTurns: 1 }, initializeTimeoutMs: 5_000 });
  const running: Query = ready.query("x");
  use(await running.next());
  ready.close();
}

export async function stopped(controller: AbortController): Promise<boolean> {
  let running: Query | undefined;
  try {
    running = query({ prompt: "x", options: { abortController: controller } });
    for await (const message of running) use(message.type);
    return false;
  } catch (error) {
    return error instanceof AbortError || (error instanceof Error && error.name === "AbortError");
  }
}

/** What tests of programs put in place of query(). */
export const fake = {
  async *[Symbol.asyncIterator](): AsyncGenerator<SDKMessage> {},
  interrupt: async () => undefined,
} as unknown as Query;
export type QueryFunction = typeof query;
export const injected = (run: QueryFunction = query): Query => run({ prompt: "x" });

// Ask on the terminal before a tool runs: npx tsx examples/permissions.ts "what to do"
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { type CanUseTool, ClaudeSDKClient, type PermissionUpdate } from "kodegen-claude-agent";

const shown = (value: unknown): string =>
  (typeof value === "string" ? value : JSON.stringify(value)).replaceAll("\n", "\n    ");

function alwaysMeans(update: PermissionUpdate): string {
  const where = update.destination === "session" ? "for this session" : `kept in ${update.destination}`;
  if (update.type === "setMode") return `permission mode ${update.mode}, ${where}`;
  if ("directories" in update) return `use ${update.directories.join(", ")}, ${where}`;
  const rules = update.rules.map(({ toolName, ruleContent = "*" }) => `${toolName}(${ruleContent})`);
  return `${update.behavior} ${rules.join(", ")}, ${where}`;
}

/** A line from the terminal; undefined for Ctrl-C, Ctrl-D, and when the question is no longer open. */
async function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
  const gone = new AbortController();
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  for (const event of ["SIGINT", "close"]) terminal.once(event, () => gone.abort());
  console.log(question.replaceAll(/(?!\n)[\p{Cc}\p{Cf}]/gu, "·")); // Nothing moves the cursor or hides a word.
  const line = terminal.question("> ", { signal: AbortSignal.any([signal, gone.signal]) });
  return line.catch(() => undefined).finally(() => terminal.close());
}

// Several tools may ask at once; a person reads one question at a time.
let before: Promise<unknown> = Promise.resolve();
const canUseTool: CanUseTool = async (tool, input, { signal, title, description = "", ...context }) => {
  if (!process.stdin.isTTY) return { behavior: "deny", message: "There is nobody to ask." };
  const always = context.suppressAlwaysAllowRule ? [] : (context.suggestions ?? []);
  const lines = ["", shown(title ?? `${tool}: ${description}`)];
  for (const [name, value] of Object.entries(input))
    if (value !== description) lines.push(`  ${name}: ${shown(value)}`);
  for (const update of always) lines.push(`  always: ${alwaysMeans(update)}`);
  lines.push(`[y]es, ${always.length > 0 ? "[a]lways, " : ""}[N]o, or what to do instead`);
  const answer = await (before = before.then(() => ask(lines.join("\n"), signal)));
  if (typeof answer !== "string") return { behavior: "deny", message: "Stopped.", interrupt: true };
  if (/^y(es)?$/i.test(answer)) return { behavior: "allow" };
  if (always.length > 0 && /^a(lways)?$/i.test(answer))
    return { behavior: "allow", updatedPermissions: always };
  return { behavior: "deny", message: /^(no?)?$/i.test(answer) ? "The user said no." : answer };
};

const client = new ClaudeSDKClient({ canUseTool, disallowedTools: ["AskUserQuestion"] });
await client.sendMessage(process.argv[2] ?? "Write today's date into notes/today.txt.");
const result = await client.result();
console.log(`\n${result.subtype === "success" ? result.result : "Stopped."}`);
await client.close();

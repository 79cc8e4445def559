// Which agents a spare process can become: all that is said to Claude Code when it starts has to be the same.
import { isObject } from "../json-object.ts";
import { isolationOf } from "../options/isolation.ts";
import { toLaunch } from "../options/launch.ts";
import { inProcessServers } from "../options/mcp-delivery.ts";
import { childEnv } from "../process/env.ts";
import { currentDirectory } from "../process/spawn.ts";
import type { ClaimOptions } from "../session/claim.ts";
import type { AgentOptions } from "./claude.ts";

/** What a spare is started with; it can become every agent of the same key. */
export interface SpareKey {
  readonly options: AgentOptions;
  /** Permission questions are put to the host. */
  readonly asks: boolean;
  /** The environment, as it is when the key is made; what PATH names within the agent's directory comes last in it. */
  readonly env: Readonly<Record<string, string>>;
}

/** They name a conversation, or speak of one agent alone, or of the directory, which a spare does not know yet. */
const NEVER: readonly (keyof AgentOptions)[] = [
  "sessionId",
  "resume",
  "continue",
  "forkSession",
  "resumeSessionAt",
  "resumeDropsTurn",
  "sessionStore",
  "abortController",
  "spawnClaudeCodeProcess",
  "projectConfigRoot",
  "debugFile",
  // A flag of the caller's wins over a claim's as well, or means one of the above.
  "extraArgs",
];
/** What a claim gives, whatever it is. */
const CLAIMED = ["cwd", "additionalDirectories", "model", "title"] as const;
/** Modes that a claim gives without a further condition; with all others a spare is started. */
const CLAIMED_MODES: ReadonlySet<unknown> = new Set(["default", "acceptEdits", "plan", "dontAsk"]);
/** Settings that hold as soon as they come. Rules come too late: a tool that they refuse would be offered once more. */
const CLAIMED_SETTINGS: ReadonlySet<string> = new Set([
  "alwaysThinkingEnabled",
  "attribution",
  "effortLevel",
  "includeCoAuthoredBy",
  "language",
  "outputStyle",
]);
/** Hooks within a turn. Others run at a claim and not at a start, or the other way round. */
const TURN_HOOKS: ReadonlySet<string> = new Set([
  "PreToolUse",
  "PostToolUse",
  "PostToolUseFailure",
  "PermissionRequest",
  "UserPromptSubmit",
  "SubagentStart",
  "SubagentStop",
  "Stop",
]);
/** The one variable that is read when a session begins; sign-ins, which a claim takes too, are read at the start as well. */
const CLAIMED_VARIABLE = "CLAUDE_CODE_HOST_SESSION_ID";
/** What says on a command line what a claim says. */
const CLAIMED_FLAG = /^--(?:model|permission-mode|add-dir|max-thinking-tokens)=|^--thinking=disabled$/;
const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/])/;

/**
 * The key of valid options; undefined for agents that take no spare, which start in the usual way.
 *
 * @param asks Permission questions are put to the host.
 */
export function spareKey(options: AgentOptions, asks: boolean): SpareKey | undefined {
  if (NEVER.some((name) => !saysNothing(options[name])) || isOfDirectory(options)) return undefined;
  // Each isolated agent has a folder of its own.
  if (isolationOf(options) !== undefined) return undefined;
  if (Object.keys(inProcessServers(options.mcpServers)).length > 0) return undefined;
  if (Object.keys(options.hooks ?? {}).some((event) => !TURN_HOOKS.has(event))) return undefined;
  const own = copied(withoutClaimed(options)) as AgentOptions;
  if (!differsByClaim(options, own)) return undefined;
  const { env, dropped } = childEnv(
    own.env,
    own.allowDangerousEnv ?? [],
    "",
    options.cwd ?? currentDirectory(),
  );
  // What is left out of it has a warning of its own.
  if (dropped.length > 0) return undefined;
  return { options: own, asks, env: { ...env, ...toLaunch(own).env } };
}

/** The options with which a spare is started in a folder of its own: with the environment of its agents, not of that folder. */
export function spareOptions({ options, env }: SpareKey, folder: string): AgentOptions {
  return { ...options, cwd: folder, env: { ...env }, extraArgs: { "await-claim": null } };
}

/** What makes a spare of the same key the agent of these options. */
export function toClaim(options: AgentOptions): ClaimOptions {
  const { cwd = currentDirectory(), env, additionalDirectories, model, title } = options;
  const { permissionMode, systemPrompt, thinking, maxThinkingTokens, agents, agent } = options;
  const id = env?.[CLAIMED_VARIABLE];
  const settings = claimedSettings(options);
  return {
    cwd,
    ...(typeof id === "string" && { env: { [CLAIMED_VARIABLE]: id } }),
    ...(additionalDirectories && { additionalDirectories }),
    ...(model !== undefined && { model }),
    ...(CLAIMED_MODES.has(permissionMode) && { permissionMode }),
    ...(thinking === undefined && maxThinkingTokens !== undefined && { maxThinkingTokens }),
    ...(Object.keys(settings).length > 0 && { settings }),
    ...(hasAppendix(systemPrompt) && { appendSystemPrompt: systemPrompt.append }),
    ...(title !== undefined && { title }),
    ...(agent === undefined && agents !== undefined && { agents }),
  };
}

export function isSameKey(a: SpareKey, b: SpareKey): boolean {
  return a.asks === b.asks && isSame(a.options, b.options) && isSame(a.env, b.env);
}

/** The options with which the spare is started. */
function withoutClaimed(options: AgentOptions): AgentOptions {
  const own = { ...options };
  for (const name of CLAIMED) delete own[name];
  if (CLAIMED_MODES.has(own.permissionMode)) delete own.permissionMode;
  if (own.thinking === undefined) delete own.maxThinkingTokens;
  if (own.agent === undefined) delete own.agents;
  if (hasAppendix(own.systemPrompt))
    own.systemPrompt = without(own.systemPrompt, (name) => name === "append");
  if (own.env !== undefined) own.env = without(own.env, (name) => name === CLAIMED_VARIABLE);
  if (!isObject(own.settings)) return own;
  own.settings = without(own.settings, (name) => CLAIMED_SETTINGS.has(name));
  if (saysNothing(own.settings)) delete own.settings;
  return own;
}

function without<T extends object>(fields: T, isClaimed: (name: string) => boolean): T {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !isClaimed(name))) as T;
}

function claimedSettings({ settings }: AgentOptions): Record<string, unknown> {
  if (!isObject(settings)) return {};
  return without(settings, (name) => !CLAIMED_SETTINGS.has(name));
}

/** Words that are added to Claude Code's own prompt, where nothing else is said of that. */
function hasAppendix(
  prompt: AgentOptions["systemPrompt"],
): prompt is { type: "preset"; preset: "claude_code"; append: string } {
  if (typeof prompt !== "object" || Array.isArray(prompt) || prompt.type !== "preset") return false;
  const { append, snapshot, excludeDynamicSections } = prompt;
  return append !== undefined && snapshot === undefined && excludeDynamicSections === undefined;
}

/** The command lines are the same but for what a claim says: a long one puts some of it elsewhere. */
function differsByClaim(options: AgentOptions, own: AgentOptions): boolean {
  const bare = toLaunch(own);
  // An active span is this agent's alone.
  if ("TRACEPARENT" in bare.env) return false;
  const { args, files } = toLaunch({ ...options, settings: own.settings });
  if (!isSame(files, bare.files)) return false;
  const more = args.filter((word) => !bare.args.includes(word));
  return more.every((word) => CLAIMED_FLAG.test(word)) && bare.args.every((word) => args.includes(word));
}

/** Something in them is read where the process starts, and means another thing elsewhere. */
function isOfDirectory({ settings, plugins = [], pathToClaudeCodeExecutable = "" }: AgentOptions): boolean {
  const isFile = typeof settings === "string" && !settings.trimStart().startsWith("{");
  const paths = [...plugins.map(({ path }) => path), ...(isFile ? [settings] : [])];
  const isRelative = /[\\/]/.test(pathToClaudeCodeExecutable) && !ABSOLUTE.test(pathToClaudeCodeExecutable);
  return isRelative || paths.some((path) => !ABSOLUTE.test(path));
}

function saysNothing(value: unknown): boolean {
  return value === undefined || value === false || (isPlain(value) && Object.keys(value).length === 0);
}

/** A list, or an object that is nothing but its fields. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (Array.isArray(value)) return true;
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whoever changes the options that were given changes no key. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, copied(field)]));
}

/** Functions and objects of a class are the same only if they are the very same. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isPlain(a) || !isPlain(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
  );
}

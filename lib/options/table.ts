// One row for each option: what a valid value is, and how it reaches the CLI.
import * as v from "valibot";
import type { InitializeRequest } from "../wire/control.ts";
import type { Options, SystemPrompt } from "./options.ts";
import {
  bytes,
  flag,
  func,
  list,
  milliseconds,
  oneOf,
  positiveInteger,
  record,
  text,
  uuid,
  wholeText,
} from "./values.ts";

/** An option's check, and its one way to the CLI: a flag, a field of `initialize`, or neither (the host's side). */
interface Row<T> {
  readonly check: v.GenericSchema;
  readonly flags?: (value: NonNullable<T>) => readonly string[];
  readonly initialize?: (value: NonNullable<T>) => Partial<InitializeRequest>;
}

type Table = { readonly [K in keyof Required<Options>]: Row<Options[K]> };

/** A flag and its value as one argument, so that a value that starts with `-` cannot become a flag. */
const one =
  (name: string) =>
  (value: string | number): string[] => [`--${name}=${value}`];
const joined =
  (name: string) =>
  (values: readonly string[]): string[] => [`--${name}=${values.join(",")}`];
const rules =
  (name: string) =>
  (values: readonly string[]): string[] =>
    values.length === 0 ? [] : joined(name)(values);
const whenTrue =
  (name: string) =>
  (value: boolean): string[] =>
    value ? [`--${name}`] : [];

const claudeCode = v.strictObject({ type: v.literal("preset"), preset: v.literal("claude_code") });

export const OPTION_TABLE: Table = {
  model: { check: text, flags: one("model") },
  fallbackModel: { check: text, flags: one("fallback-model") },
  systemPrompt: {
    check: v.union(
      [
        wholeText,
        list(wholeText),
        v.strictObject({
          type: v.literal("custom"),
          prompt: v.union([wholeText, list(wholeText)]),
          snapshot: v.optional(flag),
        }),
        v.strictObject({
          type: v.literal("preset"),
          preset: v.literal("claude_code"),
          append: v.optional(wholeText),
          excludeDynamicSections: v.optional(flag),
          snapshot: v.optional(flag),
        }),
      ],
      'must be a text, a list of texts, { type: "custom", prompt } or { type: "preset", preset: "claude_code" }',
    ),
    initialize: systemPromptFields,
  },
  maxTurns: { check: positiveInteger, flags: one("max-turns") },
  tools: {
    check: v.union(
      [list(text), claudeCode],
      'must be a list of tool names or { type: "preset", preset: "claude_code" }',
    ),
    flags: (value) => (Array.isArray(value) ? joined("tools")(value) : ["--tools=default"]),
  },
  allowedTools: { check: list(text), flags: rules("allowedTools") },
  disallowedTools: { check: list(text), flags: rules("disallowedTools") },
  permissionMode: {
    check: oneOf("default", "acceptEdits", "bypassPermissions", "plan", "dontAsk", "auto"),
    flags: one("permission-mode"),
  },
  allowDangerouslySkipPermissions: { check: flag, flags: whenTrue("allow-dangerously-skip-permissions") },
  canUseTool: { check: func, flags: () => ["--permission-prompt-tool=stdio"] },
  strictMcpConfig: { check: flag, flags: whenTrue("strict-mcp-config") },
  cwd: { check: text },
  additionalDirectories: {
    check: list(text),
    flags: (values) => values.map((directory) => `--add-dir=${directory}`),
  },
  env: { check: record(/^[^=\0]+$/, v.optional(text), "an environment variable") },
  allowDangerousEnv: { check: list(text) },
  settingSources: { check: list(oneOf("user", "project", "local")), flags: joined("setting-sources") },
  pathToClaudeCodeExecutable: { check: text },
  extraArgs: {
    check: record(
      // These belong to the protocol between us and the CLI.
      /^(?!(?:input-format|output-format|print)$)[A-Za-z][A-Za-z0-9-]*$/,
      v.nullable(text),
      "a flag that can be added (without the leading dashes)",
    ),
    flags: (args) =>
      Object.entries(args).map(([name, value]) => (value === null ? `--${name}` : `--${name}=${value}`)),
  },
  resume: { check: text, flags: one("resume") },
  continue: { check: flag, flags: whenTrue("continue") },
  forkSession: { check: flag, flags: whenTrue("fork-session") },
  sessionId: { check: uuid, flags: one("session-id") },
  includePartialMessages: { check: flag, flags: whenTrue("include-partial-messages") },
  stderr: { check: func },
  abortController: {
    check: v.custom<AbortController>(
      (value) => typeof (value as AbortController | null)?.signal?.aborted === "boolean",
      "must be an AbortController",
    ),
  },
  maxBufferSize: { check: bytes },
  initializeTimeoutMs: { check: milliseconds },
  controlTimeoutMs: { check: milliseconds },
};

function systemPromptFields(prompt: SystemPrompt): Partial<InitializeRequest> {
  if (typeof prompt === "string") return { systemPrompt: [prompt] };
  if (Array.isArray(prompt)) return { systemPrompt: prompt };
  const snapshot = prompt.snapshot === undefined ? {} : { systemPromptSnapshot: prompt.snapshot };
  if (prompt.type === "custom") {
    return { systemPrompt: typeof prompt.prompt === "string" ? [prompt.prompt] : prompt.prompt, ...snapshot };
  }
  return {
    ...(prompt.append === undefined ? {} : { appendSystemPrompt: prompt.append }),
    ...(prompt.excludeDynamicSections === undefined
      ? {}
      : { excludeDynamicSections: prompt.excludeDynamicSections }),
    ...snapshot,
  };
}

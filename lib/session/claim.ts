// Makes a waiting process a session: where it works, what it may do, and which of its settings come when.
import { fieldsOf } from "../control/pending-requests.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import { ControlRequestError } from "../errors/session.ts";
import { ClaimError, type ClaimedSession } from "../errors/start.ts";
import type { AgentDefinition } from "../options/agents.ts";
import { inProcessServers } from "../options/mcp-delivery.ts";
import { absolutePath } from "../process/spawn.ts";
import type { PermissionMode } from "../wire/control-frames.ts";
import type { ClaimSessionResponse, OutgoingRequests } from "../wire/control-requests.ts";
import type { FlagSettings } from "./controls.ts";
import type { Session } from "./session.ts";

/** The options that become known only when a spare process gets its session. */
export interface ClaimOptions {
  /** The working directory. */
  cwd: string;
  /** Variables that the CLI takes at this point: tokens, and the host's id of the session. */
  env?: Record<string, string> | undefined;
  /** More directories that the session may use; relative ones are under `cwd`. */
  additionalDirectories?: string[] | undefined;
  model?: string | undefined;
  permissionMode?: PermissionMode | undefined;
  /** The largest number of tokens for thinking; null for no limit. */
  maxThinkingTokens?: number | null | undefined;
  /** Settings as for `applyFlagSettings()`; all but those about hooks, which `prewarm()` takes. */
  settings?: FlagSettings | undefined;
  appendSystemPrompt?: string | undefined;
  title?: string | undefined;
  agents?: Record<string, AgentDefinition> | undefined;
}

/** Hooks run during the claim itself, so it is too late to decide about them. */
const ABOUT_HOOKS =
  "hooks disableAllHooks allowManagedHooksOnly allowedHttpHookUrls httpHookAllowedEnvVars".split(" ");
/** They hold for one directory, so that the CLI takes them only when it knows which. */
const AFTER_CLAIM = "model agent fastMode permissions availableModels disableAutoMode".split(" ");

/** @throws {InvalidOptionsError} If the CLI could not do it; nothing has been sent then. */
export function requireClaimable({ cwd, settings = {} }: ClaimOptions): void {
  if (typeof cwd !== "string" || cwd === "")
    throw new InvalidOptionsError(['"cwd" must name the directory that the session works in']);
  const hooks = Object.keys(settings).filter((name) => ABOUT_HOOKS.includes(name));
  if (hooks.length > 0) {
    throw new InvalidOptionsError([
      `"settings" of a claim cannot decide about hooks (${hooks.join(", ")}); give them to prewarm()`,
    ]);
  }
}

/**
 * Resolves when the process has become the session and all its settings hold.
 *
 * @throws {ClaimError} If it has not, or only in part; any other `ClaudeError` if the CLI does not answer in time, or ends.
 */
export async function claimSession(session: Session, options: ClaimOptions): Promise<ClaimedSession> {
  const held = settingsOf(session, options, false);
  const answered = ask(session, "claim_session", claimRequest(session, options));
  session.announced.renew(answered.then(({ initialize }) => initialize));
  // Sent together, so that the claim costs one way to the CLI and back.
  const late = settingsOf(session, options, true);
  const asked = optionsOf(session, options);
  await held.catch((error: unknown) => fail("settings_not_applied", error));
  const claim = toClaimed(fieldsOf("claim_session", await answered.catch(refused)));
  await late.catch((error: unknown) => fail("settings_not_applied", error, claim));
  await Promise.all(asked).catch((error: unknown) => fail("option_not_applied", error, claim));
  return claim;
}

function claimRequest(session: Session, options: ClaimOptions): OutgoingRequests["claim_session"]["body"] {
  const { cwd, permissionMode, env, additionalDirectories, appendSystemPrompt, title, agents } = options;
  return {
    cwd: absolutePath(cwd),
    permission_mode: permissionMode,
    env,
    additional_directories: additionalDirectories,
    append_system_prompt: appendSystemPrompt,
    title,
    agents,
    sdk_mcp_servers: Object.keys(inProcessServers(session.options.mcpServers)),
    include_initialize: true,
  };
}

function settingsOf(session: Session, { settings = {} }: ClaimOptions, late: boolean): Promise<unknown> {
  const given = Object.entries(settings).filter(([name]) => AFTER_CLAIM.includes(name) === late);
  if (given.length === 0) return Promise.resolve();
  return ask(session, "apply_flag_settings", { settings: Object.fromEntries(given) });
}

function optionsOf(session: Session, { model, maxThinkingTokens: tokens }: ClaimOptions): Promise<unknown>[] {
  const all: Promise<unknown>[] = [];
  if (model !== undefined) all.push(ask(session, "set_model", { model }));
  if (tokens !== undefined)
    all.push(ask(session, "set_max_thinking_tokens", { max_thinking_tokens: tokens }));
  return all;
}

/** What is refused together with the claim is told by the claim; nobody may come to ask for the rest. */
function ask<S extends keyof OutgoingRequests>(
  session: Session,
  subtype: S,
  body: OutgoingRequests[S]["body"],
): Promise<OutgoingRequests[S]["answer"]> {
  const answer = session.request(subtype, body, session.options.initializeTimeoutMs);
  answer.catch(() => undefined);
  return answer;
}

function toClaimed(answer: ClaimSessionResponse): ClaimedSession {
  return {
    cwd: answer.cwd,
    sessionId: answer.session_id,
    ...(answer.parked_ms === undefined ? {} : { parkedMs: answer.parked_ms }),
    sdkMcpSettled: answer.sdk_mcp_settled ?? false,
  };
}

/** The CLI's own words begin with the reason. */
function refused(error: unknown): never {
  if (!(error instanceof ControlRequestError)) throw error;
  const [, reason = "claim_failed", detail = error.cliMessage] =
    /^(\w+): (.*)$/s.exec(error.cliMessage) ?? [];
  throw new ClaimError(reason, detail, undefined, error);
}

function fail(reason: string, error: unknown, claim?: ClaimedSession): never {
  if (!(error instanceof ControlRequestError)) throw error;
  const consequence =
    reason === "option_not_applied" ? "the session runs without it" : "the prompt was not sent; use query()";
  throw new ClaimError(reason, `${error.cliMessage}; ${consequence}`, claim, error);
}

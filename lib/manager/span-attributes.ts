// What spans say of agents, turns and tools, in the words of OpenTelemetry's conventions for generative AI: figures, ids
// and names, and nothing that anybody has written for an agent or that an agent has written.
import { inheritedEnv } from "../config-folder.ts";
import type { Env } from "../process/env.ts";
import { RESULT_SUBTYPES, type TurnUsage } from "./claude.ts";
import type { TurnOutcome } from "./outcome.ts";
import type { AgentRecord } from "./record.ts";
import type { ShownNames } from "./shown-names.ts";
import type { TelemetryAttributes } from "./telemetry.ts";

/** Who serves the model, by the variable with which Claude Code is told so. */
const PROVIDERS: readonly (readonly [variable: string, provider: string])[] = [
  ["CLAUDE_CODE_USE_BEDROCK", "aws.bedrock"],
  ["CLAUDE_CODE_USE_VERTEX", "gcp.vertex_ai"],
  ["CLAUDE_CODE_USE_FOUNDRY", "azure.ai.inference"],
];

/** What all spans of an agent say. */
export function agentAttributes(record: AgentRecord, names: ShownNames): TelemetryAttributes {
  const { env, model, resume } = record.request.options;
  // One that is taken up has an id that the caller has written.
  const id = resume === undefined ? record.id : names.of(record.id, env);
  return {
    "gen_ai.provider.name": providerOf(env ?? inheritedEnv()),
    "gen_ai.agent.id": id,
    "gen_ai.agent.name": names.of(record.request.label, env),
    ...(typeof model === "string" && { "gen_ai.request.model": names.of(model, env) }),
  };
}

/** Ids of the Messages API are nobody's secrets, and there are many. */
const CALL_ID = /^(?:srv)?toolu_[A-Za-z0-9]{1,64}$/;

/** @param tool As it can be shown. */
export function toolAttributes(
  tool: string,
  id: string,
  name: (text: string) => string,
): TelemetryAttributes {
  return { "gen_ai.tool.name": tool, "gen_ai.tool.call.id": CALL_ID.test(id) ? id : name(id) };
}

/** What a turn has used; numbers of another kind are none. */
export function turnAttributes(
  { turn, subtype, costUsd, usage }: TurnOutcome,
  said: { readonly model: string | undefined; readonly conversation: string | undefined },
  name: (text: string) => string,
): TelemetryAttributes {
  const { model, conversation } = said;
  return {
    "kodegen.turn": turn,
    "kodegen.turn.subtype": knownSubtype(subtype),
    "kodegen.turn.cost_usd": costUsd,
    ...usageAttributes(usage),
    ...(model !== undefined && { "gen_ai.response.model": name(model) }),
    ...(conversation !== undefined && { "gen_ai.conversation.id": name(conversation) }),
  };
}

/** What kind of error a turn has ended with; undefined if it went well. */
export function turnError({ isError, subtype }: TurnOutcome): string | undefined {
  if (!isError) return undefined;
  // A result that succeeds with an error is one of the API.
  return subtype === "success" ? "api_error" : knownSubtype(subtype);
}

function knownSubtype(subtype: string): string {
  return Object.hasOwn(RESULT_SUBTYPES, subtype) ? subtype : "_OTHER";
}

/** The conventions count what came from the cache, and went into it, as input; the API does not. */
function usageAttributes(usage: TurnUsage | undefined): TelemetryAttributes {
  if (usage === undefined) return {};
  const read = amount(usage.cache_read_input_tokens);
  const written = amount(usage.cache_creation_input_tokens);
  return {
    "gen_ai.usage.input_tokens": amount(usage.input_tokens) + read + written,
    "gen_ai.usage.output_tokens": amount(usage.output_tokens),
    "gen_ai.usage.cache_read.input_tokens": read,
    "gen_ai.usage.cache_creation.input_tokens": written,
  };
}

function amount(value: unknown): number {
  return typeof value === "number" && value > 0 && Number.isFinite(value) ? value : 0;
}

function providerOf(env: Env): string {
  const isOn = (name: string): boolean => !["", "0", "false"].includes(env[name]?.toLowerCase() ?? "");
  return PROVIDERS.find(([name]) => isOn(name))?.[1] ?? "anthropic";
}

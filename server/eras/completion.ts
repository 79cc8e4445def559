// Completes arguments of prompts, and variables of resource templates.
import type { OwnedAgents } from "../../lib/index.ts";
import type { Templates } from "../tools/templates.ts";
import { findPrompt } from "./prompts.ts";
import { completedAgents } from "./resources.ts";

/** As the protocol has it. */
const MOST_COMPLETIONS = 100;

export interface Completion {
  [field: string]: unknown;
  completion: { values: string[]; total: number; hasMore: boolean };
}

/** @throws {Refusal} If there is no such prompt. */
export async function complete(
  manager: OwnedAgents,
  templates: Templates | undefined,
  ref: { readonly type: string; readonly name?: string },
  { name: argument, value }: { readonly name: string; readonly value: string },
): Promise<Completion> {
  const found = ref.type === "ref/prompt" ? (await findPrompt(ref.name ?? "", templates)).arguments : [];
  const completes =
    ref.type === "ref/resource" && argument === "session_id"
      ? "agent"
      : found.find(({ name }) => name === argument)?.completes;
  const values =
    completes === "agent"
      ? completedAgents(manager, value)
      : (completes ?? []).filter((each) => each.startsWith(value));
  const shown = values.slice(0, MOST_COMPLETIONS);
  return { completion: { values: shown, total: values.length, hasMore: shown.length < values.length } };
}

// Generated from spec/; run `npm run generate`, never edit.
import type { AnyEventSpec, PromptSpec, ResourceSpec } from "../../spec/define.ts";
import { agent as resources_agent } from "../../spec/resources/agent.ts";
import { changes as resources_changes } from "../../spec/resources/changes.ts";
import { messages as resources_messages } from "../../spec/resources/messages.ts";
import { result as resources_result } from "../../spec/resources/result.ts";
import { agents as resources_agents } from "../../spec/resources/agents.ts";
import { delegate as prompts_delegate } from "../../spec/prompts/delegate.ts";
import { review as prompts_review } from "../../spec/prompts/review.ts";
import { answered as events_answered } from "../../spec/events/question.ts";
import { question as events_question } from "../../spec/events/question.ts";
import { settled as events_settled } from "../../spec/events/state.ts";
import { spawned as events_spawned } from "../../spec/events/state.ts";
import { state as events_state } from "../../spec/events/state.ts";
import { activity as events_activity } from "../../spec/events/work.ts";
import { output as events_output } from "../../spec/events/work.ts";
import { turn as events_turn } from "../../spec/events/work.ts";
import { warning as events_warning } from "../../spec/events/work.ts";

export const resources: readonly ResourceSpec[] = [
  resources_agent,
  resources_changes,
  resources_messages,
  resources_result,
  resources_agents,
];

export const prompts: readonly PromptSpec[] = [
  prompts_delegate,
  prompts_review,
];

export const events: readonly AnyEventSpec[] = [
  events_answered,
  events_question,
  events_settled,
  events_spawned,
  events_state,
  events_activity,
  events_output,
  events_turn,
  events_warning,
];

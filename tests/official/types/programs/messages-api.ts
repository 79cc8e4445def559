// Programs that use the Messages API's own package beside: its types and these go both ways.

import type {
  NonNullableUsage,
  SDKAssistantMessage,
  SDKPartialAssistantMessage,
  SDKUserMessage,
} from "@anthropic-ai/claude-agent-sdk";
import type { MessageParam } from "@anthropic-ai/sdk/resources";
import type {
  BetaContentBlock,
  BetaMessage,
  BetaRawMessageStreamEvent,
  BetaUsage,
} from "@anthropic-ai/sdk/resources/beta/messages/messages";

export const toMessage = (from: SDKAssistantMessage): BetaMessage => from.message;
export const fromMessage = (from: SDKAssistantMessage, message: BetaMessage): SDKAssistantMessage => ({
  ...from,
  message,
});
export const toBlocks = (from: SDKAssistantMessage): BetaContentBlock[] => from.message.content;
export const toEvent = (from: SDKPartialAssistantMessage): BetaRawMessageStreamEvent => from.event;
export const fromEvent = (
  from: SDKPartialAssistantMessage,
  event: BetaRawMessageStreamEvent,
): SDKPartialAssistantMessage => ({ ...from, event });
export const toParam = (from: SDKUserMessage): MessageParam => from.message;
export const fromParam = (message: MessageParam): SDKUserMessage => ({
  type: "user",
  message,
  parent_tool_use_id: null,
  session_id: "",
});
export const toUsage = (from: NonNullableUsage): BetaUsage => from;

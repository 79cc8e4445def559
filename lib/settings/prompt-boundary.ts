// The one word of a system prompt that Claude Code understands as a mark.

/** Stands in a system prompt of several texts between what never changes and what does; see `systemPrompt`. */
export const SYSTEM_PROMPT_DYNAMIC_BOUNDARY = "__SYSTEM_PROMPT_DYNAMIC_BOUNDARY__";

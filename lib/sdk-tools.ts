// The types of what the built-in tools take and give back, for callbacks and hooks that look into it.
import type {
  AccountInputs,
  McpInput,
  McpOutput,
  OfferedInputs,
  RefreshMcpToolsInput,
  RefreshMcpToolsOutput,
  ToolOutputs,
} from "./generated/tools.ts";

export type * from "./generated/tools.ts";

/**
 * The input of each tool, by the name that hooks and permission callbacks are told.
 *
 * @example
 * ```ts
 * import type { CanUseTool } from "kodegen-claude-agent";
 * import type { ToolInputs } from "kodegen-claude-agent/sdk-tools";
 *
 * export const canUseTool: CanUseTool = async (name, input) => {
 *   if (name !== "Bash") return { behavior: "allow" };
 *   const { command } = input as unknown as ToolInputs["Bash"];
 *   return command.startsWith("git ") ? { behavior: "allow" } : { behavior: "deny", message: "Only git" };
 * };
 * ```
 */
export interface ToolInputs extends OfferedInputs, AccountInputs {}

/** The input of any tool. */
export type ToolInputSchemas = ToolInputs[keyof ToolInputs] | McpInput | RefreshMcpToolsInput;

/** The output of any tool. */
export type ToolOutputSchemas = ToolOutputs[keyof ToolOutputs] | McpOutput | RefreshMcpToolsOutput;

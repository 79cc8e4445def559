// The types of what the built-in tools take and give back, for callbacks and hooks that look into it.
import type { OfferedInputs } from "./generated/tools.ts";
import type { AccountInputs, AccountOutputs } from "./tools/account-tools.ts";
import type { ArtifactInputs, ArtifactOutputs } from "./tools/artifact-tool.ts";
import type { FileOutputs } from "./tools/file-outputs.ts";
import type { PlanOutputs } from "./tools/plan-outputs.ts";
import type {
  McpInput,
  McpOutput,
  RefreshMcpToolsInput,
  RefreshMcpToolsOutput,
  WebOutputs,
} from "./tools/web-outputs.ts";
import type { WorkOutputs } from "./tools/work-outputs.ts";

export type * from "./generated/tools.ts";
export type {
  McpInput,
  McpOutput,
  RefreshMcpToolsInput,
  RefreshMcpToolsOutput,
} from "./tools/web-outputs.ts";

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
export interface ToolInputs extends OfferedInputs, AccountInputs, ArtifactInputs {}

/** The output of each tool whose output is known, as a `PostToolUse` hook gets it in `tool_response`. */
export interface ToolOutputs
  extends FileOutputs,
    WorkOutputs,
    PlanOutputs,
    WebOutputs,
    AccountOutputs,
    ArtifactOutputs {}

/** The input of any tool. */
export type ToolInputSchemas = ToolInputs[keyof ToolInputs] | McpInput | RefreshMcpToolsInput;

/** The output of any tool. */
export type ToolOutputSchemas = ToolOutputs[keyof ToolOutputs] | McpOutput | RefreshMcpToolsOutput;

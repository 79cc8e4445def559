// One tool call: arguments checked, handler called, answer checked; mistakes become results that a model can act on.
import * as v from "valibot";
import { ClaudeError } from "../lib/index.ts";
import { ADVICE } from "../spec/errors.ts";
import type { CallContext } from "./context.ts";
import { type ToolHandlers, type ToolName, toolSpecs } from "./generated/tools.ts";
import { Refusal } from "./refusal.ts";
import { summarize } from "./summary.ts";

/** A tool result as the protocol has it. */
export interface ToolResult {
  [field: string]: unknown;
  content: { type: "text"; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
}

/** The tools that a server offers, and how they are carried out. */
export function isTool(name: string): name is ToolName {
  return Object.hasOwn(toolSpecs, name);
}

/** Carry out a call; never throws. */
export async function callTool(
  name: ToolName,
  args: unknown,
  context: CallContext,
  handlers: ToolHandlers<CallContext>,
): Promise<ToolResult> {
  const spec = toolSpecs[name];
  const input = v.safeParse(spec.input, args ?? {});
  if (!input.success)
    return failure(`${name}: ${input.issues.map(problem).join("; ")}. ${ADVICE.invalid_options}`);
  try {
    const handler = handlers[name] as (given: unknown, context: CallContext) => Promise<object>;
    const structuredContent = v.parse(spec.output, await handler(input.output, context)) as Record<
      string,
      unknown
    >;
    return { content: [{ type: "text", text: summarize(name, structuredContent) }], structuredContent };
  } catch (error) {
    return failure(explain(error));
  }
}

/** What is wrong, by the argument's name; never the value, which may be long or secret. */
function problem(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map((step) => String(step.key)).join(".");
  if (issue.type === "strict_object" && issue.expected === "never")
    return `"${path}" is not an argument of this tool`;
  if (issue.type === "strict_object")
    return path === "" ? "the arguments must be an object" : `"${path}" is missing`;
  const message = issue.message.startsWith("Invalid ")
    ? `is not right: expected ${issue.expected ?? "something else"}`
    : issue.message;
  return `"${path}" ${message}`;
}

function explain(error: unknown): string {
  if (error instanceof ClaudeError) return `${error.message}. ${ADVICE[error.code]}`;
  if (error instanceof Refusal) return error.message;
  if (error instanceof RangeError) return `${error.message}. ${ADVICE.invalid_options}`;
  // Whatever this is, it is not the caller's to see; the operator finds it in the log by its number.
  const id = crypto.randomUUID().slice(0, 8);
  console.error(`kodegen-claude-agent: internal error ${id}:`, error);
  return `The server failed (error ${id}); its log says more.`;
}

function failure(text: string): ToolResult {
  return { content: [{ type: "text", text }], isError: true };
}

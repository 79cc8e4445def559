// What declarations hold: of a tool, a resource, a prompt, and of what clients are notified of.
import type * as v from "valibot";
import type { AgentEvent, SDKMessage } from "../lib/index.ts";

/** Hints for clients; see the Model Context Protocol. */
export interface ToolHints {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** One tool: everything that clients see of it, and the checks of what goes in and comes out. */
export interface ToolSpec {
  readonly name: string;
  readonly title: string;
  /** Read by models: what it does, when to use it, what to do next. */
  readonly description: string;
  readonly input: v.GenericSchema<Record<string, unknown>, unknown>;
  /** Its first field is `summary`: what a model should know, and do next. */
  readonly output: v.GenericSchema<Record<string, unknown>, unknown>;
  readonly hints: ToolHints;
  /** Its `prompt` may name a template in place of the text, where the server has any. */
  readonly takesTemplates?: true;
  /** It is alone what a server with this profile offers. Default: offered together with all others that name none. */
  readonly profile?: "unified";
}

/** The values of the variables of a URI. */
export type Variables = Readonly<Record<string, string>>;

/** One resource, or one for each agent: the answer of a tool that only looks, at a URI. */
export interface ResourceSpec {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** With variables, as `agent://{session_id}{?cursor}`; without any, there is one. `session_id` is completed. */
  readonly uri: string;
  /** The text of the answer, or its data. */
  readonly mimeType: "text/plain" | "application/json";
  /** The name of the tool that answers, for the one who reads. */
  readonly tool: string;
  /** The tool's arguments. */
  readonly args: (variables: Variables) => Readonly<Record<string, unknown>>;
  /** In the list there is one for each agent of the one who lists. Default: in the list, if it has no variables. */
  readonly each?: "agent";
  /** What more the URI has to say to have the rest of an answer; undefined when there is none. */
  readonly rest?: (answer: Readonly<Record<string, unknown>>) => Variables | undefined;
}

/** One argument of a prompt: always a text. */
export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  /** Values to choose from: given ones, or the session ids of the caller's agents. */
  readonly completes?: readonly string[] | "agent";
}

/** One prompt: what a user can have a model told, with arguments filled in. */
export interface PromptSpec {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  readonly messages: (
    args: Readonly<Record<string, string>>,
  ) => readonly { readonly role: "user" | "assistant"; readonly text: string }[];
}

/** An agent has sent a message: the only thing that happens without being in the manager's log. */
export interface MessageHappening {
  readonly type: "message";
  readonly sessionId: string;
  readonly message: SDKMessage;
}

/** What happens to agents, by its type. */
export type Happening = AgentEvent | MessageHappening;
export type HappeningOf<Type extends Happening["type"]> = Extract<Happening, { readonly type: Type }>;

/** What follows from one kind of events: several may be declared of the same kind. */
export interface EventSpec<Type extends Happening["type"] = Happening["type"]> {
  readonly type: Type;
  /** Only of these. Default: of all. */
  readonly when?: (event: HappeningOf<Type>) => boolean;
  /** URIs of resources that are different now, with `{session_id}`: who has subscribed to one is notified. */
  readonly updates?: readonly string[];
  /** There are other resources than before: clients are notified. */
  readonly changesList?: true;
  /** What the agent does now, in the progress of those who wait for it; undefined leaves it as it was. */
  readonly status?: (event: HappeningOf<Type>) => string | undefined;
  /** They hear of it at once. Default: within a second. */
  readonly isUrgent?: true;
  /** It answers those who wait for news of the agent. */
  readonly isNews?: true;
  /** What clients of before 2026-07-28 that ask for a log are sent; the agent's label is put before it. */
  readonly log?: (event: HappeningOf<Type>) => LogLine | undefined;
}

/** The levels of a log by RFC 5424, as the protocol has them; the least urgent first. */
export const LOG_LEVELS = [
  "debug",
  "info",
  "notice",
  "warning",
  "error",
  "critical",
  "alert",
  "emergency",
] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One message of a log. */
export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
}

/** One of each kind together. */
export type AnyEventSpec = { [Type in Happening["type"]]: EventSpec<Type> }[Happening["type"]];

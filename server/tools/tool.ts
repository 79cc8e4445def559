// A tool of the server: its declaration, how it is carried out, and how its answer reads as text.

import type { ManagedAgent, OwnedAgents } from "../../lib/index.ts";
import type { ToolSpec } from "../../spec/define.ts";
import type { ListedTool } from "../generated/tool-types.ts";
import { awaitCompletion } from "./await-completion.ts";
import type { CallContext } from "./context.ts";

/** What an answer has whatever the tool. */
export interface Answer {
  /** What to know, and what to do next: models read it first. */
  summary: string;
}

/** One tool as one object: what `spec/` declares of it, and what this server does. */
export interface ServerTool<Input, Output extends Answer> extends ToolSpec {
  /** @throws {ClaudeError | Refusal} What the caller is to hear; anything else is a fault of the server's. */
  run(input: Input, context: CallContext): Promise<Output>;
  /** The same for clients that show only text. */
  text(output: Output): string;
  /** Of a tool whose work may outlast its call. */
  readonly delegates?: Delegates<Input, Output>;
}

/** What a call has set going: the agents that its answer is about. */
export interface Begun {
  readonly sessionIds: readonly string[];
  /** Whether all of them have to be done, or one. Default: all. */
  readonly mode?: "all" | "any";
  /** What the answer needs besides. */
  readonly kept?: string;
}

/** What has become of them. */
export interface Became {
  readonly agents: readonly ManagedAgent[];
  /** The number of the last event until then. */
  readonly lastSeq: number;
}

/** A tool whose work may outlast its call, in its parts: a task has the same answer later. */
export interface Delegates<Input, Output> {
  /** What is called for has no such parts: `run` does it. */
  isWhole?(input: Input): boolean;
  begin(input: Input, context: CallContext): Promise<Begun>;
  /** Its agents are ended when the call, or its task, is cancelled, unless somebody uses them. Default: they stay. */
  endsWhenCancelled?(begun: Begun): boolean;
  /** How long the call waits, in milliseconds. */
  waitMs(input: Input): number;
  /** @param manager Of whom the answer is for. */
  answer(begun: Begun, done: boolean, became: Became, manager: OwnedAgents): Output | Promise<Output>;
}

/** Such a tool, for a client that waits for its answer. */
export function delegating<Input, Output>(
  parts: Delegates<Input, Output>,
): {
  readonly delegates: Delegates<Input, Output>;
  run(input: Input, context: CallContext): Promise<Output>;
} {
  return {
    delegates: parts,
    async run(input, context) {
      const begun = await parts.begin(input, context);
      const ms = parts.waitMs(input);
      const { done, ...became } = await awaitCompletion(begun.sessionIds, ms, context, begun.mode);
      return parts.answer(begun, done, became, context.manager);
    },
  };
}

/** What is wrong with a value, as a Standard Schema says it. */
export interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: unknown })[] | undefined;
  /** Of valibot. */
  readonly type?: string;
  readonly expected?: string | null;
}

/** A check of what goes in or comes out: a Standard Schema, of valibot for our own tools. */
export interface Check {
  readonly "~standard": { validate(value: unknown): Checked | Promise<Checked> };
}

type Checked =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly Issue[] };

/** A tool whose own types are for itself: its checks say what goes in and comes out. */
export interface AnyTool
  extends Pick<ServerTool<unknown, Answer>, "name" | "run" | "text" | "delegates" | "takesTemplates"> {
  readonly input: Check;
  readonly output: Check;
}

/** A tool, and how clients see it. */
export interface OfferedTool {
  readonly tool: AnyTool;
  readonly listed: ListedTool;
}

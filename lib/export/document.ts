// An export as a reader wants it: who said what, each tool call with its result, subagents and branches where they began.

import { clean } from "./parts.ts";
import type { SessionExport } from "./session-export.ts";
import { Shared, turnsOf } from "./turns.ts";

/** What one side said at a time. */
export interface Turn {
  readonly who: "user" | "assistant" | "note";
  /** What the heading calls them. */
  readonly name: string;
  /** ISO 8601. */
  readonly time: string | undefined;
  readonly parts: Part[];
}

export type Part =
  | { readonly kind: "prose"; readonly text: string }
  /** Shown only when asked for: thinking, and the summary that a compaction left. */
  | { readonly kind: "aside"; readonly label: string; readonly text: string }
  /** Printed by a program. */
  | { readonly kind: "output"; readonly text: string }
  /** About the conversation, not of it. */
  | { readonly kind: "remark"; readonly text: string }
  | {
      readonly kind: "media";
      readonly label: string;
      readonly type: string;
      readonly base64: string | undefined;
    }
  /** What was said on a way that the conversation did not go on with. */
  | { readonly kind: "branch"; readonly label: string; readonly turns: readonly Turn[] }
  | Call;

export interface Call {
  readonly kind: "call";
  readonly tool: string;
  /** What it was about, in a few words. */
  readonly about: string;
  readonly input: string;
  /** What came back; empty when nothing did. */
  readonly result: Part[];
  failed: boolean;
  /** The conversations of the subagents that the call started. */
  readonly subagents: readonly (readonly Turn[])[];
}

export interface ExportDocument {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly turns: readonly Turn[];
  /** Subagents whose starting calls are not part of the conversation, or too deep inside others. */
  readonly subagents: readonly { readonly name: string; readonly turns: readonly Turn[] }[];
}

export function documentOf(exported: SessionExport): ExportDocument {
  const shared = new Shared(exported.subagents);
  const turns = turnsOf(exported, shared);
  const subagents: { name: string; turns: readonly Turn[] }[] = [];
  for (let next = shared.takeAny(); next !== undefined; next = shared.takeAny()) {
    const name = clean([next.agentType, next.agentId].filter(Boolean).join(" "));
    subagents.push({ name, turns: turnsOf(next, shared, 1) });
  }
  return { title: clean(exported.title).replaceAll("\n", " "), facts: factsOf(exported), turns, subagents };
}

function factsOf(exported: SessionExport): ExportDocument["facts"] {
  const { messages, leftOut } = exported;
  const { messagesForTheModel: internal } = leftOut;
  const facts: [name: string, value: string | undefined][] = [
    ["Session", exported.sessionId],
    ["Directory", exported.cwd],
    ["Branch", exported.gitBranch],
    ["Tag", exported.tag],
    ["Begun", timeOf(messages[0]?.timestamp)],
    ["Last message", timeOf(messages.at(-1)?.timestamp)],
    ["Messages", String(messages.length)],
    ["Left out", internal === 0 ? undefined : `${internal} that Claude Code wrote for the model`],
  ];
  return facts.flatMap(([name, value]) => (value ? [[name, clean(value)] as const] : []));
}

function timeOf(timestamp: string | undefined): string | undefined {
  return timestamp === undefined ? undefined : `${shortTime(timestamp)} UTC`;
}

/** To the second, without the zone. */
export function shortTime(timestamp: string): string {
  return timestamp.slice(0, 19).replace("T", " ");
}

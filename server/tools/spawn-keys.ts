// Calls that start agents with a key of the caller's own: the same key never starts a second one.
import { createHash } from "node:crypto";
import type { AgentMeta } from "../../lib/index.ts";
import type { SpawnInput } from "../generated/tool-types.ts";
import { Refusal } from "../refusal.ts";
import type { CallContext } from "./context.ts";

export type SpawnMeta = ((index: number) => AgentMeta) | undefined;

export interface Spawned {
  readonly sessionIds: readonly string[];
  /** Started by this call. */
  readonly isNew: boolean;
}

interface UnderWay {
  readonly digest: string;
  readonly spawning: Promise<readonly string[]>;
}

export class SpawnKeys {
  /** Of calls whose agents are not there yet; later ones are found by what the agents are marked with, also after a restart. */
  readonly #underWay = new Map<string, UnderWay>();

  /**
   * Start agents, or have those that a call with the same key has started.
   *
   * @param start Is to give agents what they are found by.
   * @throws {Refusal} If the key was used for something else.
   */
  async once(
    input: SpawnInput,
    context: Pick<CallContext, "manager" | "principal" | "client" | "marks">,
    start: (meta: SpawnMeta) => Promise<readonly string[]>,
  ): Promise<Spawned> {
    const { client, principal, manager, marks } = context;
    const { key } = input;
    if (key === undefined) return { sessionIds: await start(marks), isNew: true };
    const digest = digestOf(input);
    const place = JSON.stringify([principal, client, key]);
    const other = this.#underWay.get(place);
    if (other !== undefined) {
      requireSame(key, digest, other.digest);
      return { sessionIds: await other.spawning, isNew: false };
    }
    const { agents } = manager.listSessions({ meta: { client, key }, lastOutputLines: 0 });
    if (agents.length > 0) {
      for (const { meta } of agents) requireSame(key, digest, meta?.["digest"]);
      const inOrder = agents.toSorted((a, b) => compare(a.label, b.label));
      return { sessionIds: inOrder.map(({ sessionId }) => sessionId), isNew: false };
    }
    const spawning = start((index) => ({ ...marks?.(index), client, key, digest }));
    this.#underWay.set(place, { digest, spawning });
    try {
      return { sessionIds: await spawning, isNew: true };
    } finally {
      this.#underWay.delete(place);
    }
  }
}

/** By their numbers. */
function compare(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}

/** Of all that says what is to be done; how long the caller waits for it does not. */
function digestOf({
  key: _key,
  await_completion_ms: _wait,
  initial_delay_ms: _delay,
  ...work
}: SpawnInput): string {
  const sorted = Object.entries(work)
    .filter(([, value]) => value !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}

/** @throws {Refusal} */
function requireSame(key: string, digest: string, other: string | undefined): void {
  if (digest === other) return;
  const shown = JSON.stringify(key.slice(0, 80));
  throw new Refusal(
    `"key" ${shown} was used for a call with another prompt or other arguments: take another key for this one, or repeat that one as it was.`,
  );
}

// Short numbers of agents: they belong to the principal and the name of the client, and stand with the agents themselves.
import type { AgentMeta, ManagedAgent } from "../../lib/index.ts";
import { Refusal } from "../refusal.ts";
import type { CallContext } from "./context.ts";

type Whose = Pick<CallContext, "manager" | "client">;

const NUMBER = /^\d{1,6}$/;

/** The agents of a client that have numbers, by these: of several with the same one, the newest. */
export function numbered({ manager, client }: Whose): Map<number, ManagedAgent> {
  const { agents } = manager.listSessions({ meta: { client }, lastOutputLines: 0 });
  const oldestFirst = agents
    .filter(({ meta }) => meta?.["number"] !== undefined)
    .toSorted((one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt));
  return new Map(oldestFirst.map((agent) => [Number(agent.meta?.["number"]), agent]));
}

/**
 * The session id of the agent that is meant: by a number, or a session id; without either the one spawned last.
 *
 * @throws {Refusal} If there is no such number. A session id is not looked up.
 */
export function agentMeant(given: string | undefined, whose: Whose): string {
  if (given !== undefined && !NUMBER.test(given.trim())) return given;
  const all = numbered(whose);
  const found = given === undefined ? newest(all) : all.get(Number(given));
  if (found !== undefined) return found.sessionId;
  const names = [...all.keys()].toSorted((a, b) => a - b).join(", ");
  const which = given === undefined ? "There is no agent yet" : `There is no agent ${given.trim()}`;
  throw new Refusal(`${which}${names === "" ? ": spawn one first" : `: there are ${names}`}.`);
}

/**
 * What new agents are marked with: the wanted number and those after it, or the next ones that no agent has.
 *
 * @throws {Refusal} If the wanted one is no number, or has an agent that is at work.
 */
export function marksFor(wanted: string | undefined, whose: Whose): (index: number) => AgentMeta {
  if (wanted !== undefined && !NUMBER.test(wanted.trim()))
    throw new Refusal(
      '"agent" of a new agent must be a number, or be left out: session ids are not to be chosen.',
    );
  let first: number | undefined;
  return (index) => {
    const all = numbered(whose);
    // Looked up when the first one is added, since others may be added until then.
    first ??= wanted === undefined ? Math.max(-1, ...all.keys()) + 1 : Number(wanted);
    const number = first + index;
    if (all.get(number)?.isComplete === false)
      throw new Refusal(
        `Agent ${number} is at work: take another number, or none; or send it the prompt, or terminate it.`,
      );
    return { client: whose.client, number: String(number) };
  };
}

function newest(all: ReadonlyMap<number, ManagedAgent>): ManagedAgent | undefined {
  const [found] = [...all].toSorted(
    ([number, one], [otherNumber, other]) =>
      Date.parse(other.startedAt) - Date.parse(one.startedAt) || otherNumber - number,
  );
  return found?.[1];
}

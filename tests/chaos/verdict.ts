// What must be true of what hosts have said and the model has heard, whatever was killed.
import type { SaidLine } from "./lines.ts";

/** @param heard How often the model was given each token as its newest prompt. */
export function faultsOf(lines: readonly SaidLine[], heard: ReadonlyMap<string, number>): string[] {
  return [...ofNumbers(lines), ...ofEnds(lines), ...ofPrompts(lines, heard), ...ofAgents(lines)];
}

/** Within a life the numbers of events have no gap, and no life has one that another has had. */
function ofNumbers(lines: readonly SaidLine[]): string[] {
  const faults: string[] = [];
  const next = new Map<string, number>();
  let highest = -1;
  for (const line of lines) {
    if (line.what !== "event") continue;
    const expected = next.get(line.life);
    if (expected === undefined && line.seq <= highest) faults.push(`event ${line.seq} came in a second life`);
    if (expected !== undefined && line.seq !== expected)
      faults.push(`event ${line.seq} came instead of ${expected}`);
    next.set(line.life, line.seq + 1);
    highest = Math.max(highest, line.seq);
  }
  return faults;
}

/** Who has ended, and was not lost, says nothing more, and is found ended. */
function ofEnds(lines: readonly SaidLine[]): string[] {
  const faults: string[] = [];
  const over = new Map<string, string>();
  for (const line of lines) {
    if (line.what === "event") {
      if (over.has(line.agent))
        faults.push(`agent ${line.agent} ended as ${over.get(line.agent)}, and then: ${line.type}`);
      if (line.state === "ended" && line.reason !== "lost") over.set(line.agent, line.reason ?? "");
    } else if (line.what === "found" && over.has(line.agent) && line.reason !== over.get(line.agent))
      faults.push(
        `agent ${line.agent} ended as ${over.get(line.agent)}, and is ${line.state} (${line.reason}) after a restart`,
      );
  }
  return faults;
}

/** No prompt runs twice; one that was accepted has run, was interrupted, or its agent has ended by itself. */
function ofPrompts(lines: readonly SaidLine[], heard: ReadonlyMap<string, number>): string[] {
  const faults: string[] = [];
  for (const [token, times] of heard) if (times > 1) faults.push(`${token} has run ${times} times`);
  const interrupted = new Set(lines.flatMap((line) => (line.what === "interrupted" ? [line.uuid] : [])));
  const ended = new Set(
    lines.flatMap((line) =>
      line.what === "event" && line.state === "ended" && line.reason !== "lost" ? [line.agent] : [],
    ),
  );
  for (const line of lines) {
    if (line.what !== "accepted" || ended.has(line.agent)) continue;
    if (!heard.has(line.token) && !interrupted.has(line.uuid))
      faults.push(`${line.token} of agent ${line.agent} was accepted and never ran`);
  }
  return faults;
}

/** Every agent whose id was given is found by each later host, and has come to rest at the end. */
function ofAgents(lines: readonly SaidLine[]): string[] {
  const faults: string[] = [];
  const given = new Set<string>();
  const found = new Map<string, Set<string>>();
  for (const line of lines) {
    if (line.what === "accepted") given.add(line.agent);
    if (line.what === "found") found.set(line.life, (found.get(line.life) ?? new Set()).add(line.agent));
  }
  const last = lines.findLast(({ what }) => what === "over");
  if (last?.what !== "over" || !last.done) faults.push("the last host has not come to rest");
  for (const agent of given)
    if (last !== undefined && found.get(last.life)?.has(agent) !== true)
      faults.push(`agent ${agent} is gone`);
  return faults;
}

// What the place of an entry in its conversation makes of it: a prompt that was delivered, a command that is done.
import type { Link } from "./link.ts";
import type { Deliveries } from "./queued-prompts.ts";
import type { Remarks } from "./remarks.ts";
import type { Place } from "./session-message.ts";

/** An entry of the conversation, what is notable about it, and what its place makes of it. */
export interface Part extends Place {
  readonly link: Link;
  readonly remarks: Remarks;
}

/**
 * Say of each entry what its neighbours make of it.
 *
 * @param waiting Queued prompts that no reply has followed yet.
 * @param deliveries What the CLI noted of queued prompts; a subagent's transcript has no such notes.
 */
export function placeParts(
  parts: readonly Part[],
  waiting: ReadonlySet<Link> = new Set(),
  deliveries?: Deliveries,
): Part[] {
  const local = completedLocalCommands(parts);
  const answered = followedByReply(parts, local);
  const links = parts.map(({ link }) => link);
  const keys = new Map(parts.map(({ link, remarks }) => [link, remarks.queued?.key]));
  const verdicts = deliveries?.verdicts(links, (link) => keys.get(link));
  const shown = new Set(links.map(({ uuid }) => uuid));
  return parts.map((part, index) => {
    if (local.has(part)) return { ...part, completedLocalCommand: true };
    const queued = part.remarks.queued;
    const { link } = part;
    const reached = verdicts?.get(link) ?? (answered[index] === true || waiting.has(link));
    if (!queued?.showable || !reached || (deliveries !== undefined && queued.internal)) return part;
    const uuid = queued.sentAs ?? link.uuid;
    // The prompt is there as a message of its own as well.
    if (uuid !== link.uuid && shown.has(uuid)) return part;
    shown.add(uuid);
    return { ...part, queuedAs: uuid };
  });
}

/** A slash command and its output, behind the note that says that the model need not react to them. */
function completedLocalCommands(parts: readonly Part[]): Set<Part> {
  const found = new Set<Part>();
  for (const [index, { link, remarks }] of parts.entries()) {
    if (link.type !== "user" || !link.meta || remarks.local !== "caveat") continue;
    let command = false;
    for (let after = index + 1; ; after += 1) {
      const next = parts[after];
      if (next === undefined || next.link.type === "assistant") break;
      if (next.link.type !== "user" || next.link.meta) continue;
      if (next.remarks.local === "command" && !command) command = true;
      else if (next.remarks.local !== "output" || !command) break;
      found.add(next);
    }
  }
  return found;
}

/** Whether what comes next is a reply and not another prompt: then the model has seen what was queued before. */
function followedByReply(parts: readonly Part[], local: ReadonlySet<Part>): boolean[] {
  const answers: boolean[] = [];
  let next: "reply" | "prompt" | undefined;
  for (const part of parts.toReversed()) {
    answers.push(next === "reply");
    const { link, remarks } = part;
    const isResult = link.hasResult && link.parent !== undefined;
    if (link.type === "assistant" || isResult || remarks.interruption) next = "reply";
    else if (link.type === "user" && !link.meta && !remarks.compactSummary && !local.has(part))
      next = "prompt";
  }
  return answers.toReversed();
}

// Bookkeeping lines of a session that its fork needs too.
import type { Buffer } from "node:buffer";
import { record, text } from "../stores/unchecked.ts";
import type { Entry } from "./transcript-source.ts";

/** Lines that concern the session whose id they bear, and the field that counts: the last one, but of replacements all. */
const OWN = new Map([
  ["content-replacement", "replacements"],
  ["atis-latch", "atis"],
  ["tools-used", "tools"],
  ["relocated", "relocatedCwd"],
]);
/** And lines that count whatever session they were copied from. */
const INHERITED = ["history-suppression", "hybrid-organization"];
const TYPES = [...OWN.keys(), ...INHERITED];
const PRINTABLE = /^[\x21-\x7e]*$/;

/** Told without parsing the line; some other lines pass as well. */
export function isCarried(line: Buffer): boolean {
  return TYPES.some((type) => line.includes(`"${type}"`));
}

export class CarriedLines {
  readonly #from: string;
  readonly #organizations = new Set<string>();
  readonly #replacements: unknown[] = [];
  readonly #last = new Map<string, unknown>();
  #isSuppressed = false;

  /** @param from The session that is forked. */
  constructor(from: string) {
    this.#from = from;
  }

  /** Call it with every bookkeeping line of the session. */
  note(entry: Entry): void {
    const { type, sessionId, organizationUuid } = entry;
    if (type === "history-suppression") this.#isSuppressed = true;
    if (type === "hybrid-organization" && typeof organizationUuid === "string")
      this.#organizations.add(organizationUuid.toLowerCase());
    const field = OWN.get(type);
    if (field === undefined || sessionId !== this.#from) return;
    const value = taken(field, entry[field]);
    if (Array.isArray(value) && field === "replacements") this.#replacements.push(...value);
    else if (value !== undefined) this.#last.set(type, value);
  }

  /** What stands before the conversation. */
  *before(sessionId: string, now: string): Generator<Entry> {
    if (this.#isSuppressed) yield { type: "history-suppression", sessionId, cause: "fork_inherit", ts: now };
    for (const organizationUuid of this.#organizations)
      yield { type: "hybrid-organization", sessionId, organizationUuid };
  }

  /** What stands behind it. */
  *after(sessionId: string, timestamp: string): Generator<Entry> {
    const replacements = this.#replacements;
    if (replacements.length > 0)
      yield { type: "content-replacement", sessionId, replacements, uuid: crypto.randomUUID(), timestamp };
    for (const [type, field] of OWN)
      if (this.#last.has(type)) yield { type, sessionId, [field]: this.#last.get(type) };
  }
}

/** What of a field's value makes sense; undefined when nothing does. */
function taken(field: string, value: unknown): unknown {
  if (field === "replacements") return Array.isArray(value) ? value.filter(record) : undefined;
  if (field === "tools") return Array.isArray(value) ? value.filter(text) : undefined;
  const isTaken = field === "atis" ? PRINTABLE.test(text(value) ?? "\n") : Boolean(text(value));
  return isTaken ? value : undefined;
}

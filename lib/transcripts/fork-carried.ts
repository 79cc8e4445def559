// Bookkeeping lines of a session that its fork needs too.
import type { Buffer } from "node:buffer";
import type { Entry } from "./source.ts";
import { text } from "./unchecked.ts";

/** These concern the session whose id they bear. */
const OWN = ["content-replacement", "atis-latch", "tools-used", "relocated"];
/** And these whatever session they were copied from. */
const INHERITED = ["history-suppression", "hybrid-organization"];
const TYPES = [...OWN, ...INHERITED];
const PRINTABLE = /^[\x21-\x7e]*$/;

/** Told without parsing the line; some other lines pass as well. */
export function isCarried(line: Buffer): boolean {
  return TYPES.some((type) => line.includes(`"${type}"`));
}

export class CarriedLines {
  readonly #from: string;
  readonly #to: string;
  readonly #now: string;
  readonly #organizations = new Set<string>();
  readonly #replacements: unknown[] = [];
  readonly #last = new Map<string, unknown>();
  #suppressed = false;

  constructor(from: string, to: string, now: string) {
    this.#from = from;
    this.#to = to;
    this.#now = now;
  }

  /** Call it with every bookkeeping line of the session. */
  note(entry: Entry): void {
    const { type } = entry;
    if (type === "history-suppression") this.#suppressed = true;
    const organization = type === "hybrid-organization" ? text(entry["organizationUuid"]) : undefined;
    if (organization !== undefined) this.#organizations.add(organization.toLowerCase());
    if (!OWN.includes(type) || entry["sessionId"] !== this.#from) return;
    const { replacements, atis, tools, relocatedCwd } = entry;
    if (Array.isArray(replacements)) this.#replacements.push(...replacements.filter(isObject));
    if (typeof atis === "string" && PRINTABLE.test(atis)) this.#last.set("atis", atis);
    if (Array.isArray(tools))
      this.#last.set(
        "tools",
        tools.filter((tool) => typeof tool === "string" && tool !== ""),
      );
    if (typeof relocatedCwd === "string" && relocatedCwd !== "") this.#last.set("relocatedCwd", relocatedCwd);
  }

  /** What stands before the conversation. */
  *before(): Generator<Entry> {
    const sessionId = this.#to;
    if (this.#suppressed)
      yield { type: "history-suppression", sessionId, cause: "fork_inherit", ts: this.#now };
    for (const organizationUuid of this.#organizations)
      yield { type: "hybrid-organization", sessionId, organizationUuid };
  }

  /** What stands behind it. */
  *after(): Generator<Entry> {
    const replacements = this.#replacements;
    if (replacements.length > 0)
      yield {
        ...this.#line("content-replacement", { replacements }),
        uuid: crypto.randomUUID(),
        timestamp: this.#now,
      };
    const last = (field: string): { [field: string]: unknown } => ({ [field]: this.#last.get(field) });
    if (this.#last.has("atis")) yield this.#line("atis-latch", last("atis"));
    if (this.#last.has("tools")) yield this.#line("tools-used", last("tools"));
    if (this.#last.has("relocatedCwd")) yield this.#line("relocated", last("relocatedCwd"));
  }

  #line(type: string, fields: { readonly [field: string]: unknown }): Entry {
    return { type, sessionId: this.#to, ...fields };
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

// Notifies one client of what happens to its agents, as `spec/events` declares it: of resources that it has subscribed to,
// and of lists.
import type { AgentEvent, OwnedAgents } from "../../lib/index.ts";
import { Refusal } from "../refusal.ts";
import { specsFor } from "../tools/event-specs.ts";
import type { Templates } from "../tools/templates.ts";
import { expand, withoutQuery } from "./uri.ts";

/** What happens within this time is one notification for each resource. */
const TOGETHER_MS = 200;
/** Of one client. */
const MOST_SUBSCRIPTIONS = 1_000;

export interface Notify {
  resourceUpdated(uri: string): void;
  resourcesChanged(): void;
  promptsChanged(): void;
}

export class Notifying {
  readonly #manager: OwnedAgents;
  readonly #notify: Notify;
  readonly #everything: boolean;
  readonly #subscribed = new Set<string>();
  readonly #updated = new Set<string>();
  #listChanged = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #stopTemplates: (() => void) | undefined;

  /** @param options `everything`: somebody else knows who has subscribed to what. */
  constructor(
    manager: OwnedAgents,
    notify: Notify,
    { everything = false, templates }: { everything?: boolean; templates?: Templates | undefined } = {},
  ) {
    this.#manager = manager;
    this.#notify = notify;
    this.#everything = everything;
    manager.on("event", this.#onEvent);
    this.#stopTemplates = templates?.onChange(() => notify.promptsChanged());
  }

  /** @throws {Refusal} If it has too many. */
  subscribe(uri: string): void {
    if (this.#subscribed.size >= MOST_SUBSCRIPTIONS && !this.#subscribed.has(uri))
      throw new Refusal(`No more than ${MOST_SUBSCRIPTIONS} subscriptions: unsubscribe from some first`);
    this.#subscribed.add(uri);
  }

  unsubscribe(uri: string): void {
    this.#subscribed.delete(uri);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#manager.off("event", this.#onEvent);
    this.#stopTemplates?.();
  }

  readonly #onEvent = (event: AgentEvent): void => {
    for (const { updates = [], changesList } of specsFor(event)) {
      const changed = new Set(updates.map((uri) => expand(uri, { session_id: event.sessionId })));
      if (this.#everything) for (const uri of changed) this.#updated.add(uri);
      for (const uri of this.#subscribed) if (changed.has(withoutQuery(uri))) this.#updated.add(uri);
      this.#listChanged ||= changesList === true;
    }
    if (this.#updated.size > 0 || this.#listChanged)
      this.#timer ??= setTimeout(() => this.#flush(), TOGETHER_MS);
  };

  #flush(): void {
    this.#timer = undefined;
    const updated = [...this.#updated];
    this.#updated.clear();
    for (const uri of updated) this.#notify.resourceUpdated(uri);
    if (this.#listChanged) this.#notify.resourcesChanged();
    this.#listChanged = false;
  }
}

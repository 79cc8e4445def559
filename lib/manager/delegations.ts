// The delegations of a manager that are under way, and their end.
import { SessionClosedError } from "../errors/session.ts";

interface Delegated {
  readonly owner: string | undefined;
  readonly stop: AbortController;
}

export class Delegations {
  readonly #open = new Map<Promise<unknown>, Delegated>();

  /** @param start Is told when no job is to go on; what it then has to clear up is waited for. */
  begin<T>(owner: string | undefined, start: (closing: AbortSignal) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    const delegation = start(stop.signal);
    this.#open.set(delegation, { owner, stop });
    const done = (): boolean => this.#open.delete(delegation);
    delegation.then(done, done);
    return delegation;
  }

  /**
   * Let none of an owner's, or none at all, go on.
   *
   * @returns Waits until they have cleared up.
   */
  stop(owner: string | undefined, why: string): () => Promise<void> {
    const stopped = [...this.#open].filter(([, by]) => owner === undefined || by.owner === owner);
    for (const [, { stop }] of stopped) stop.abort(new SessionClosedError(why));
    return async () => void (await Promise.allSettled(stopped.map(([delegation]) => delegation)));
  }
}

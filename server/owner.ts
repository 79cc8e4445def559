// Which principal an agent belongs to. Nobody sees, or can tell apart from nothing, the agents of others.
import { AgentNotFoundError } from "../lib/index.ts";

/** Who calls: the bearer of a token, or the program at the other end of stdio. */
export type Principal = string;

export class Owners {
  readonly #owners = new Map<string, Principal>();

  add(sessionIds: readonly string[], principal: Principal): void {
    for (const sessionId of sessionIds) this.#owners.set(sessionId, principal);
  }

  owns(principal: Principal, sessionId: string): boolean {
    return this.#owners.get(sessionId) === principal;
  }

  /** @throws {AgentNotFoundError} The same for an agent of another principal as for none. */
  require(principal: Principal, sessionId: string): void {
    if (!this.owns(principal, sessionId)) throw new AgentNotFoundError(sessionId);
  }

  forget(sessionId: string): void {
    this.#owners.delete(sessionId);
  }
}

// Questions to people on the stream of a call, for clients from before there were answers that ask.
import type { ManagedAgent } from "../lib/index.ts";
import type { Caller } from "./context.ts";
import { answerAll, type InputRequests, requestsOf } from "./tasks/asked.ts";
import type { FormAnswer } from "./tasks/forms.ts";

/** Puts one question to the person at the client. */
export type Ask = (request: InputRequests[string], signal: AbortSignal) => Promise<FormAnswer>;

/** The questions of one call, each put once; none waits for another. */
export class Elicitation {
  readonly #ask: Ask;
  readonly #caller: Caller;
  readonly #put = new Set<string>();
  readonly #open = new Set<Promise<void>>();

  constructor(ask: Ask, caller: Caller) {
    this.#ask = ask;
    this.#caller = caller;
  }

  /**
   * Put what is asked and has not been put yet, and wait until one is answered, or anything happens to the agents.
   *
   * @param signal Aborted when the call's time is over: what is open then is left open.
   * @returns False if there is nothing to wait for: nobody has answered.
   */
  async next(agents: readonly ManagedAgent[], signal: AbortSignal): Promise<boolean> {
    for (const [key, request] of Object.entries(requestsOf(this.#caller, agents))) {
      if (this.#put.has(key)) continue;
      this.#put.add(key);
      const asking = this.#ask(request, signal)
        .then((answer) => answerAll(this.#caller, agents, { [key]: answer }))
        // A client that cannot show it has not answered.
        .catch(() => undefined)
        .finally(() => this.#open.delete(asking));
      this.#open.add(asking);
    }
    if (this.#open.size === 0 || signal.aborted) return false;
    const enough = new AbortController();
    const ids = agents.map(({ sessionId }) => sessionId);
    const changed = this.#caller.manager.wait(ids, {
      mode: "any",
      until: "changed",
      signal: AbortSignal.any([signal, enough.signal]),
    });
    await Promise.race([...this.#open, changed]);
    enough.abort();
    return !signal.aborted;
  }
}

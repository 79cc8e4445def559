// Questions to people on the stream of a call, for clients from before there were answers that ask.
import type { ManagedAgent } from "../../lib/index.ts";
import { answerAll, type InputRequests, isOver, requestsOf } from "../tasks/asked.ts";
import type { FormAnswer } from "../tasks/forms.ts";
import type { Caller } from "../tools/context.ts";

/** Puts one question to the person at the client. */
export type Ask = (request: InputRequests[string], signal: AbortSignal) => Promise<FormAnswer>;

/** The questions of one call, each put once; none waits for another. */
export class Elicitation {
  readonly #ask: Ask;
  readonly #caller: Caller;
  readonly #put = new Set<string>();
  /** Of these, those that nobody has to be asked any more. */
  readonly #settled = new Set<string>();
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
        .then(
          (answer) => this.#answer(key, agents, answer),
          // A client that cannot show it has not answered.
          () => undefined,
        )
        .finally(() => this.#open.delete(asking));
      this.#open.add(asking);
    }
    if (signal.aborted) return false;
    if (this.#open.size === 0) {
      // What is known of the agents may be from before an answer that has come since.
      return Object.keys(requestsOf(this.#caller, agents)).some((key) => this.#settled.has(key));
    }
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

  #answer(key: string, agents: readonly ManagedAgent[], answer: FormAnswer): void {
    try {
      if (answerAll(this.#caller, agents, { [key]: answer }) > 0) this.#settled.add(key);
    } catch (error) {
      if (!isOver(error)) throw error;
      this.#settled.add(key);
    }
  }
}

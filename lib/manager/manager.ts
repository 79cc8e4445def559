// AgentManager: many agents as records, with truthful states, bounded memory, and no process left.
import { InvalidOptionsError } from "../errors/input.ts";
import { Faces } from "./faces.ts";
import { limitsOf } from "./limits.ts";
import type { AgentManagerOptions, OpenManagerOptions } from "./options.ts";
import { OwnedAgents } from "./owned.ts";
import type { Past } from "./restore.ts";

/**
 * Runs many agents at once, each a session of its own. An agent is a record, there from the moment it is asked for; a
 * process is something that it has for a while: it starts when there is room, is given up when others need the place,
 * and the next prompt resumes the conversation in a new one.
 *
 * States come from the CLI's own events. `await using`, or `shutdown()`, ends all agents and their processes.
 *
 * @example Two agents side by side
 * ```ts
 * import { AgentManager } from "kodegen-claude-agent";
 *
 * await using manager = new AgentManager();
 * const { sessionIds } = await manager.spawnSession({ prompt: "Say hello", workerCount: 2 });
 * const { agents } = await manager.wait(sessionIds, { timeoutMs: 60_000 });
 * for (const agent of agents) console.log(agent.label, agent.state, agent.lastOutput.join(" "));
 * ```
 */
export class AgentManager extends OwnedAgents {
  readonly #faces: Faces;

  /**
   * A manager whose agents outlive it: what happens to them is kept in a journal, and the next manager with
   * the same journal has them again. Agents that had a process, or waited for one, are `ended` as `lost`
   * then, and continue with their next prompt, or with `resumeAll()`. `shutdown()` leaves them to the next
   * manager in the same way.
   *
   * @throws {JournalInUseError} If another program has the journal open.
   * @throws {JournalError} @throws {InvalidOptionsError}
   *
   * @example Go on where the last run of this program has stopped
   * ```ts
   * import { AgentManager } from "kodegen-claude-agent";
   *
   * await using manager = await AgentManager.open({ journal: "./agents" });
   * for (const { label, interruptedPrompts } of manager.resumeAll()) console.log(label, interruptedPrompts);
   * ```
   */
  static async open(options: OpenManagerOptions): Promise<AgentManager> {
    limitsOf(options); // Before anything is opened.
    const { readPast } = await import("./restore.ts");
    return new AgentManager(options, await readPast(options));
  }

  /**
   * @param past Only `open()` gives one.
   * @throws {InvalidOptionsError}
   */
  constructor(options: AgentManagerOptions = {}, past?: Past) {
    const faces = new Faces(options, past);
    super(faces, undefined);
    this.#faces = faces;
  }

  /**
   * The same methods, limited to the agents of one owner, who cannot see that there are others. Owners get
   * places in turn, however many agents each asks for.
   *
   * @param owner Any name. The returned object lives as long as somebody listens to it.
   * @throws {InvalidOptionsError} If it is empty.
   */
  as(owner: string): OwnedAgents {
    if (typeof owner !== "string" || owner === "")
      throw new InvalidOptionsError(["an owner must be a text that is not empty"]);
    return this.#faces.heardOf(owner) ?? new OwnedAgents(this.#faces, owner);
  }
}

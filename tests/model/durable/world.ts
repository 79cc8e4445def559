// Managers that die one after the other on one journal, and what must be true of their agents all the same.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type AgentEvent, AgentManager } from "../../../lib/index.ts";
import { requires } from "../finale.ts";
import { FrailJournal } from "./frail-journal.ts";
import { NotingClaude } from "./given.ts";

export type Deed =
  | { readonly do: "spawn"; readonly kind: Kind }
  | { readonly do: "send"; readonly agent: number; readonly kind: Kind; readonly waits: boolean }
  | { readonly do: "settle" | "terminate" | "interrupt"; readonly agent: number }
  | { readonly do: "pause"; readonly ms: number }
  | { readonly do: "full" }
  | { readonly do: "resume"; readonly rerun: boolean }
  | { readonly do: "shutdown" }
  | { readonly do: "crash"; readonly torn: number };
export type Kind = "say" | "hang";

export interface DurableConfig {
  readonly delayMs: number;
  readonly idleMs: number;
  readonly maxAgents: number;
}

interface Prompt {
  readonly word: string;
  readonly agent: string;
  /** The caller has been told so. */
  accepted: boolean;
  /** How often it may be given to a process: once more each time that a rerun was asked for. */
  times: number;
  /** It was reported as interrupted. */
  interrupted: boolean;
}

export class DurableWorld {
  readonly #config: DurableConfig;
  readonly #folder: string;
  readonly #claude: NotingClaude;
  readonly #prompts: Prompt[] = [];
  readonly #agents: string[] = [];
  /** Their end was asked for; and it was said that it is there. */
  readonly #doomed = new Set<string>();
  readonly #terminated = new Set<string>();
  /** How many there were in the life of this manager. */
  readonly #ends = new Map<string, number>();
  #lives = 0;
  #lastSeq = -1;
  #journal!: FrailJournal;
  #manager!: AgentManager;

  constructor(config: DurableConfig, folder: string) {
    this.#config = config;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#claude = new NotingClaude(folder);
  }

  async open(): Promise<void> {
    this.#journal = await FrailJournal.open(this.#journalFolder, this.#config.delayMs);
    const { idleMs, maxAgents } = this.#config;
    const manager = await AgentManager.open({
      journal: this.#journal,
      idleMs,
      maxAgents,
      options: { pathToClaudeCodeExecutable: this.#claude.path, cwd: this.#folder, settingSources: [] },
    });
    this.#manager = manager;
    // A shutdown ends agents that the next manager has again.
    this.#ends.clear();
    const { events } = manager.events();
    for (const event of events) this.#hear(event);
    manager.on("event", (event) => this.#hear(event));
    for (const id of this.#agents) this.#checkRestored(id);
  }

  async play(deed: Deed): Promise<void> {
    const manager = this.#manager;
    const agent = "agent" in deed ? this.#agents[deed.agent % Math.max(1, this.#agents.length)] : undefined;
    if ("agent" in deed && agent === undefined) return;
    const id = agent ?? "";
    switch (deed.do) {
      case "spawn":
        return this.#spawn(deed.kind);
      case "send":
        return this.#send(id, deed.kind, deed.waits);
      case "settle":
        await manager.wait(id, { timeoutMs: 60 });
        return;
      case "interrupt":
        await manager.interruptSession(id).catch(() => undefined);
        return;
      case "terminate":
        this.#doomed.add(id);
        await manager.terminateSession(id);
        if (!this.#journal.full) this.#terminated.add(id);
        return;
      case "pause":
        return new Promise((resolve) => setTimeout(resolve, deed.ms));
      case "full":
        this.#journal.full = true;
        return;
      case "resume":
        return this.#resume(deed.rerun);
      case "shutdown":
        await this.#recover();
        await manager.shutdown();
        await this.#journal.close();
        return this.open();
      case "crash":
        await this.#recover();
        return this.#crash(deed.torn);
    }
  }

  /** Whatever was accepted runs in the end, or is reported; and no process is left. */
  async finish(): Promise<void> {
    await this.#recover();
    await this.#crash(3);
    await this.#resume(false);
    const ids = this.#agents.filter((id) => !this.#doomed.has(id));
    for (let tries = 0; ; tries += 1) {
      const { done } = await this.#manager.wait(ids, { timeoutMs: 20 });
      if (done) break;
      requires(tries < 1_000, () => `never done: ${JSON.stringify(this.#manager.listSessions().agents)}`);
      for (const id of ids) await this.#manager.interruptSession(id).catch(() => undefined);
    }
    const given = this.#claude.counts();
    for (const { word, agent, accepted, interrupted } of this.#prompts)
      if (accepted && !this.#doomed.has(agent))
        requires(
          given.has(word) || interrupted,
          () =>
            `"${word}" was accepted, and was never at work: ${JSON.stringify(this.#manager.getSessionInfo(agent))}`,
        );
    this.#checkGiven();
    await this.close();
  }

  async close(): Promise<void> {
    await this.#manager.shutdown().catch(() => undefined);
    await this.#journal.close();
  }

  async #spawn(kind: Kind): Promise<void> {
    const id = crypto.randomUUID();
    const prompt = this.#prompt(id);
    await this.#manager.spawnSession({ prompt: `${kind}:${prompt.word}`, options: { sessionId: id } });
    prompt.accepted = true;
    this.#agents.push(id);
  }

  async #send(id: string, kind: Kind, waits: boolean): Promise<void> {
    const prompt = this.#prompt(id);
    const life = this.#lives;
    const sending = this.#manager.sendPrompt(id, `${kind}:${prompt.word}`).then(
      // A host that is dead tells nobody anything.
      () => (prompt.accepted = this.#lives === life),
      () => undefined,
    );
    if (waits) await sending;
  }

  #prompt(agent: string): Prompt {
    const word = `w${this.#prompts.length + 1}`;
    const prompt = { word, agent, accepted: false, times: 1, interrupted: false };
    this.#prompts.push(prompt);
    return prompt;
  }

  async #resume(rerun: boolean): Promise<void> {
    const byUuid = this.#claude.byUuid();
    // Lost ones, and those that were taken up without it.
    for (const { interruptedPrompts = [] } of this.#manager.listSessions().agents)
      for (const uuid of rerun ? interruptedPrompts : []) {
        const prompt = this.#prompts.find(({ word }) => byUuid.get(uuid) === word);
        if (prompt !== undefined) prompt.times += 1;
      }
    const resumed = this.#manager.resumeAll({ rerun });
    requires(
      resumed.every(({ sessionId }) => !this.#doomed.has(sessionId)),
      () => "an agent goes on whose end was asked for",
    );
  }

  /** The journal takes something again, and is whole soon. */
  async #recover(): Promise<void> {
    if (!this.#journal.full) return;
    this.#journal.full = false;
    await this.#spawn("say");
    await this.#journal.quiet();
  }

  async #crash(torn: number): Promise<void> {
    const [manager, journal] = [this.#manager, this.#journal];
    this.#lives += 1;
    journal.die(this.#journalFolder, torn);
    manager.removeAllListeners();
    await manager.shutdown().catch(() => undefined);
    await journal.close();
    await this.open();
  }

  #checkRestored(id: string): void {
    const info = this.#manager.getSessionInfo(id);
    requires(["parked", "ended"].includes(info.state), () => `${info.state} without a process`);
    if (this.#terminated.has(id))
      requires(info.endedReason === "terminated", () => `terminated, and is ${info.endedReason} now`);
    const own = this.#prompts.filter(({ agent }) => agent === id);
    const byUuid = this.#claude.byUuid();
    const words = new Set((info.interruptedPrompts ?? []).map((uuid) => byUuid.get(uuid)));
    // One that is reported without having been given has no word here: the journal cannot know.
    for (const prompt of own) if (words.has(prompt.word) || words.has(undefined)) prompt.interrupted = true;
    this.#checkGiven();
  }

  #checkGiven(): void {
    for (const { word, times } of this.#prompts) {
      const count = this.#claude.counts().get(word) ?? 0;
      requires(count <= times, () => `"${word}" was given to ${count} processes, not ${times}`);
    }
  }

  #hear(event: AgentEvent): void {
    requires(event.seq > this.#lastSeq, () => `event ${event.seq} came after ${this.#lastSeq}`);
    this.#lastSeq = event.seq;
    if (event.type !== "state" || event.state !== "ended" || event.reason === "lost") return;
    const ends = (this.#ends.get(event.sessionId) ?? 0) + 1;
    this.#ends.set(event.sessionId, ends);
    requires(ends === 1, () => `${ends} terminal events`);
  }

  get #journalFolder(): string {
    return path.join(this.#folder, `journal-${this.#lives}`);
  }
}

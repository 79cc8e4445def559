// A process of Claude Code that waits, ready, until there is an agent for it.
import { ClaimError } from "../errors/start.ts";
import { SESSION_COOKIE } from "../process/env.ts";
import { locateAgain } from "../process/locate.ts";
import { createSpareFolder, type PrivateFolder } from "../process/private-folder.ts";
import { currentDirectory } from "../process/spawn.ts";
import { warnOnce } from "../process/warn.ts";
import { claimSession } from "../session/claim.ts";
import {
  type AgentOptions,
  type AgentWarning,
  promptsOf,
  Run,
  type RunEnd,
  type RunListener,
} from "./claude.ts";
import { isSameKey, type SpareKey, spareOptions, toClaim } from "./claude-spare-key.ts";

export class SpareRun extends Run {
  /** Of the session that it becomes. */
  readonly id: string;
  readonly key: SpareKey;
  /** Resolves when it is gone, with all that it had. */
  readonly gone: Promise<void>;
  /** Called when it is gone and has become nobody's process; waited for by whoever closes it. */
  onGone: (end: RunEnd) => Promise<void> | void = () => undefined;
  readonly #relay: RunListener;
  readonly #warnings: AgentWarning[] = [];
  #end: RunEnd | undefined;
  #isClaimed = false;

  /** It has not started yet. @throws {SpawnError} If it cannot have a folder. */
  static async create(key: SpareKey): Promise<SpareRun> {
    return new SpareRun(key, await createSpareFolder(key.options.env));
  }

  private constructor(key: SpareKey, folder: PrivateFolder) {
    const { options, asks } = key;
    const relay = {
      ...SILENT,
      warning: (warning: AgentWarning) => void this.#warnings.push(warning),
      ended: (end: RunEnd) => void (this.#end = end),
    };
    super(spareOptions(key, folder.path), promptsOf(options), asks, relay);
    this.id = this.session.id;
    this.key = key;
    this.#relay = relay;
    // What it says before it is an agent's is kept for that.
    this.session.pauseMessages();
    this.gone = this.session.closed
      .then(() => folder.remove())
      .catch((error: Error) => warnOnce(error.message, "spare_folder_left"))
      .then(() =>
        this.#isClaimed ? undefined : this.onGone(this.#end ?? { reason: "exited", survivors: [] }),
      );
  }

  /** Resolves when it can be claimed. @throws {ClaudeError} Why it never can; it is gone then. */
  async begin(): Promise<void> {
    try {
      await this.start();
      await this.session.announced.answer;
      const { options, asks } = this.key;
      const env = { ...this.session.life.started?.env };
      // What has changed since the key was made is in the key of whoever asks next.
      if (!isSameKey(this.key, { options, asks, env: withoutCookie(env, this.key.env) }))
        throw new ClaimError("environment_changed", "the environment is another one than that of the key");
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /**
   * Become an agent's process; nobody has sent it a prompt before.
   *
   * @throws {ClaudeError} Why it is none, or not with all of its options; it goes then.
   */
  async claim(options: AgentOptions, listener: RunListener): Promise<void> {
    try {
      await this.#requireExecutable(options);
      await claimSession(this.session, toClaim(options));
      if (this.#end !== undefined) throw new ClaimError("spare_exited", "the process has ended meanwhile");
    } catch (error) {
      void this.close();
      throw error;
    }
    this.#isClaimed = true;
    Object.assign(this.#relay, listener);
    for (const warning of this.#warnings) listener.warning(warning);
    this.session.resumeMessages();
  }

  override async close(): Promise<void> {
    await super.close();
    await this.gone;
  }

  /** What a search finds depends on the directory. */
  async #requireExecutable({ pathToClaudeCodeExecutable: path, env, cwd }: AgentOptions): Promise<void> {
    const started = this.session.life.started;
    const place = env === undefined ? undefined : started?.env;
    const found = await locateAgain({ path, env: place, cwd: cwd ?? currentDirectory() });
    if (found !== started?.executable)
      throw new ClaimError("other_executable", `a search in the agent's directory finds "${found}"`);
  }
}

/** What marks the processes of a session is different in each. */
function withoutCookie(env: Record<string, string>, key: SpareKey["env"]): Record<string, string> {
  return { ...env, [SESSION_COOKIE]: key[SESSION_COOKIE] ?? "" };
}

/** Nobody listens. */
const SILENT: RunListener = {
  message: () => undefined,
  turnEnded: () => undefined,
  activity: () => undefined,
  settled: () => undefined,
  question: () => undefined,
  decided: () => undefined,
  tasksEnded: () => undefined,
  warning: () => undefined,
  ended: () => undefined,
};

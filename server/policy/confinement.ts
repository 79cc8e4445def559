// Lets agents that have a shell write in their own folders only, on systems where that can be had, and says why on others.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { CwdError, locateClaude, type Options } from "../../lib/index.ts";
import { configFolder, stateFolder } from "../places.ts";
import { CONFINE } from "./confine-script.ts";
import { ownUser, programsOf, seenPlaces, whyNotIn } from "./confined-places.ts";

export interface ConfinementOptions {
  /** Files and folders that agents must not see, besides where the server keeps its own by default. */
  readonly secrets: readonly string[];
  /** Where confined agents keep their conversations. Default: a folder that goes with the manager. */
  readonly configDir?: string | undefined;
  /** The `claude` executable. Default: the first that is found. */
  readonly claude?: string | undefined;
}

/** The environment of an agent. */
type Env = Readonly<Record<string, string>>;

/** A machine that is ten times too busy takes some seconds; nobody waits for one that hangs. */
const TRIAL_MS = 60_000;
const SCRIPT = /\.[cm]?js$/;

/** What it takes to find out whether a shell is confined: said by the one who is. */
const PROBE = `
echo x >inside
(echo x >"$1") 2>/dev/null
(echo x >/etc/kodegen-outside) 2>/dev/null && exit 1
mount -o remount,bind,rw none / 2>/dev/null && exit 1
[ ! -s "$2" ] && grep -q '^NoNewPrivs:.*1$' /proc/self/status && grep -q '^CapEff:[^1-9a-f]*$' /proc/self/status && echo confined
`;

export class Confinement {
  readonly #options: ConfinementOptions;
  #trial: Promise<string | undefined> | undefined;
  #command: readonly string[] = [];
  /** Why agents cannot be confined; undefined if they can. Not known before `prepare()`. */
  problem: string | undefined = "it has not been tried yet";

  constructor(options: ConfinementOptions) {
    this.#options = options;
  }

  /**
   * Find out, once, whether agents can be confined here, and each time which executable they run.
   *
   * @throws {CLINotFoundError} @throws {CLINotExecutableError}
   */
  async prepare(env: Env): Promise<void> {
    this.problem = await (this.#trial ??= tryIt(env));
    if (this.problem !== undefined) return;
    this.problem = "there is no Claude Code";
    const { path: file } = await locateClaude({ path: this.#options.claude, env });
    const claude = await realpath(file);
    this.problem = undefined;
    this.#command = SCRIPT.test(claude) ? [process.execPath, claude] : [claude];
  }

  /**
   * What makes an agent a confined one.
   *
   * @param folders What it may write: real paths.
   * @throws {CwdError} If one of them is no place for that.
   */
  optionsFor(folders: readonly string[], env: Env): Options {
    for (const folder of folders) {
      const why = whyNotIn(folder);
      if (why !== undefined)
        throw new CwdError(folder, `${why}, where no agent that has a shell is confined`);
    }
    const { configDir } = this.#options;
    const home = env["HOME"] ?? os.homedir();
    const claudes = [env["CLAUDE_CONFIG_DIR"] ?? path.join(home, ".claude"), path.join(home, ".claude.json")];
    const secrets = [...this.#options.secrets, configFolder(), stateFolder(), ...claudes];
    const programs = programsOf(this.#command);
    const places = seenPlaces({ folders, secrets, programs, env });
    return {
      pathToClaudeCodeExecutable: "/bin/sh",
      executableArgs: [...CONFINE, ...ownUser(), ...places, "--", ...this.#command],
      // A home and a configuration of its own: in the user's are those of others.
      isolation: { allowEnv: Object.keys(env), configDir },
    };
  }
}

/** @returns Why it does not work. */
async function tryIt(given: Env): Promise<string | undefined> {
  if (process.platform !== "linux") return "only Linux can do it";
  const base = await realpath(await mkdtemp(path.join(os.tmpdir(), "kodegen-confined-")));
  try {
    const [work, config, secret, outside] = ["work", "config", "secret", "outside"].map((name) =>
      path.join(base, name),
    ) as [string, string, string, string];
    for (const folder of [work, config]) await mkdir(folder);
    await writeFile(secret, "secret", { mode: 0o600 });
    const env = { ...given, CLAUDE_CONFIG_DIR: config };
    const places = seenPlaces({ folders: [work], secrets: [secret], programs: [], env });
    const command = ["/bin/sh", "-c", PROBE, "probe", outside, secret];
    const said = await run([...CONFINE, ...ownUser(), ...places, "--", ...command], work, env);
    const holds =
      said.stdout === "confined\n" && existsSync(path.join(work, "inside")) && !existsSync(outside);
    return holds ? undefined : said.stderr || "this system lets it write outside";
  } catch (error) {
    return (error as Error).message;
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

function run(args: readonly string[], cwd: string, env: Env): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { cwd, env, timeout: TRIAL_MS, killSignal: "SIGKILL" } as const;
    execFile("/bin/sh", args, options, (_error, stdout, stderr) =>
      resolve({ stdout, stderr: stderr.trim().split("\n")[0] ?? "" }),
    );
  });
}

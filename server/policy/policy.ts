// What agents of the server may be: where they work, with which permissions, with what of the server's environment.
import { realpathSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import {
  type AgentWorktree,
  ClaudeError,
  CwdError,
  InvalidOptionsError,
  type KeptAgent,
  neededEnv,
  type Options,
  type PermissionMode,
} from "../../lib/index.ts";
import { contains } from "../places.ts";
import { checkClaude, type FoundClaude } from "./claude-check.ts";
import { Confinement } from "./confinement.ts";
import { type ToolRequest, ToolRules } from "./tool-rules.ts";

export interface PolicyOptions {
  /** Directories that agents may work in. Default: the server's working directory. */
  readonly roots?: readonly string[] | undefined;
  /** Permission modes beyond `plan`, `default` and `dontAsk`. */
  readonly allowPermissionModes?: readonly PermissionMode[] | undefined;
  /** Tools beyond the harmless ones that clients may let run without permission, such as `Bash`, which is not confined then. */
  readonly allowTools?: readonly string[] | undefined;
  /** The `claude` executable. */
  readonly claude?: string | undefined;
  /** The whole environment of agents. Default: what they need of the server's own. */
  readonly agentEnv?: Readonly<Record<string, string>> | undefined;
  /** Files and folders that confined agents do not see. */
  readonly secrets?: readonly string[] | undefined;
  /** Where confined agents keep their conversations. Default: a folder that goes with the manager. */
  readonly confinedDir?: string | undefined;
}

const HARMLESS_MODES: readonly PermissionMode[] = ["plan", "default", "dontAsk"];

export interface AgentRequest extends ToolRequest {
  readonly cwd: string | undefined;
  readonly additionalDirectories: readonly string[];
  readonly permissionMode: PermissionMode | undefined;
  /** Where it works in place of `cwd`, as the server itself has made it from a repository inside the roots. */
  readonly worktree?: AgentWorktree | undefined;
}

export class Policy {
  readonly roots: readonly string[];
  readonly #modes: ReadonlySet<PermissionMode>;
  readonly #rules: ToolRules;
  readonly #claude: string | undefined;
  readonly #env: Readonly<Record<string, string>> | undefined;
  readonly #confinement: Confinement;

  /** @throws {CwdError} If a root does not exist. */
  constructor(options: PolicyOptions = {}) {
    this.roots = (options.roots ?? [process.cwd()]).map((root) => resolveExisting(root));
    this.#modes = new Set([...HARMLESS_MODES, ...(options.allowPermissionModes ?? [])]);
    this.#rules = new ToolRules(options.allowTools ?? []);
    this.#claude = options.claude;
    this.#env = options.agentEnv;
    const { secrets = [], confinedDir: configDir, claude } = options;
    this.#confinement = new Confinement({ secrets, configDir, claude });
  }

  /**
   * To be called before options are asked for: finds out whether agents can be confined, if such a one has to be.
   *
   * @throws {CLINotFoundError} @throws {CLINotExecutableError}
   */
  async prepare(request: ToolRequest): Promise<void> {
    if (this.#rules.shells(request).length > 0) await this.#confinement.prepare(this.#agentEnv());
  }

  /** What agents are run with. @throws {CLINotFoundError} @throws {CLINotExecutableError} @throws {CLIVersionError} */
  findClaude(): Promise<FoundClaude> {
    return checkClaude(this.#claude, this.#agentEnv());
  }

  /** Why agents that have a shell cannot be confined, and get none; undefined if they can, or need not be. */
  async whyNotConfined(): Promise<string | undefined> {
    const request = { allowedTools: [], disallowedTools: [], asks: true };
    try {
      await this.prepare(request);
    } catch (error) {
      if (!(error instanceof ClaudeError)) throw error;
    }
    return this.#rules.shells(request).length > 0 ? this.#confinement.problem : undefined;
  }

  /**
   * The options that every agent gets, whoever asks for it.
   *
   * @throws {CwdError} If a directory is missing or outside the roots.
   * @throws {InvalidOptionsError} If the permission mode is not allowed.
   */
  optionsFor(request: AgentRequest): Options {
    const mode = request.permissionMode;
    if (mode !== undefined && !this.#modes.has(mode)) {
      const allowed = [...this.#modes].join(", ");
      throw new InvalidOptionsError([
        `"permission_mode" "${mode}" is not allowed by this server; allowed are ${allowed}`,
      ]);
    }
    const from = this.#inside(request.cwd ?? this.roots[0] ?? process.cwd());
    // It holds all of the repository, whatever part of that was asked for, and whatever its `.git` has.
    if (request.worktree !== undefined)
      for (const folder of [request.worktree.repository, request.worktree.gitFolder]) this.#inside(folder);
    const cwd = request.worktree?.cwd ?? from;
    const additionalDirectories = request.additionalDirectories.map((directory) => this.#inside(directory));
    const folders = [cwd, ...additionalDirectories];
    const { problem } = this.#confinement;
    const allowedTools = this.#rules.allowed(request.allowedTools, folders, problem);
    const shells = this.#rules.shells(request);
    const disallowedTools = this.#rules.disallowed(request.disallowedTools);
    const env = this.#agentEnv();
    return {
      cwd,
      additionalDirectories,
      allowedTools,
      // No answer of its caller gives it what a rule could not.
      disallowedTools: problem === undefined ? disallowedTools : [...disallowedTools, ...shells],
      env,
      // Settings, hooks and MCP servers of a project are code that nobody here has agreed to run.
      settingSources: [],
      strictMcpConfig: true,
      ...(mode !== undefined && { permissionMode: mode }),
      ...(this.#claude !== undefined && { pathToClaudeCodeExecutable: this.#claude }),
      ...(shells.length > 0 && problem === undefined && this.#confinement.optionsFor(folders, env)),
    };
  }

  /**
   * What is not written down of an agent from before a restart, and what this server has to say about it now.
   *
   * @returns Undefined if it may no longer be as it was: it can be read then, and takes no prompts.
   */
  optionsAgain({ options, askPermissions: asks, worktree }: KeptAgent): Options | undefined {
    const {
      cwd: given,
      additionalDirectories = [],
      permissionMode,
      allowedTools = [],
      disallowedTools = [],
    } = options;
    const cwd = worktree?.repository ?? given;
    try {
      const request = {
        cwd,
        worktree,
        additionalDirectories,
        permissionMode,
        allowedTools,
        disallowedTools,
        asks,
      };
      const allowed = this.optionsFor(request);
      // One that was not confined has its conversation where confined ones see nothing.
      if (allowed.isolation !== undefined && options.isolation === undefined) return undefined;
      // What the server before has run, if it was given one, may be gone.
      return { pathToClaudeCodeExecutable: this.#claude, executableArgs: undefined, ...allowed };
    } catch (error) {
      if (error instanceof CwdError || error instanceof InvalidOptionsError) return undefined;
      throw error;
    }
  }

  #agentEnv(): Record<string, string> {
    return { ...(this.#env ?? neededEnv()) };
  }

  /** The real path of a directory, if it is in one of the roots. */
  #inside(directory: string): string {
    requireNoNul(directory);
    const real = resolveExisting(path.resolve(this.roots[0] ?? ".", directory));
    // What lies behind an open file need not be anywhere.
    if (statSync(real, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new CwdError(directory, "it is not a directory");
    if (this.roots.some((root) => contains(root, real))) return real;
    throw new CwdError(directory, `it is outside the server's roots (${this.roots.join(", ")})`);
  }
}

function resolveExisting(directory: string): string {
  requireNoNul(directory);
  try {
    return realpathSync(directory);
  } catch {
    // ENOENT, EACCES, a loop of links: whichever it is, nobody can work there.
    throw new CwdError(directory, "it does not exist");
  }
}

/** Before its parts are put together, which could take it away. */
function requireNoNul(directory: string): void {
  if (directory.includes("\0"))
    throw new CwdError(directory.replaceAll("\0", "?"), "it contains a NUL character");
}

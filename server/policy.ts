// What agents of the server may be: where they work, with which permissions, with what of the server's environment.
import { realpathSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { CwdError, InvalidOptionsError, type Options, type PermissionMode } from "../lib/index.ts";

export interface PolicyOptions {
  /** Directories that agents may work in. Default: the server's working directory. */
  readonly roots?: readonly string[] | undefined;
  /** Permission modes beyond `plan`, `default` and `dontAsk`. */
  readonly allowPermissionModes?: readonly PermissionMode[] | undefined;
  /** The `claude` executable. */
  readonly claude?: string | undefined;
  /** The whole environment of agents. Default: what they need of the server's own. */
  readonly agentEnv?: Readonly<Record<string, string>> | undefined;
}

const HARMLESS_MODES: readonly PermissionMode[] = ["plan", "default", "dontAsk"];

// What finds programs and files, and what Claude Code documents for authentication and network. All else stays here.
const INHERITED = new Set([
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "TZ",
  "TERM",
  "TMPDIR",
  "TEMP",
  "TMP",
  "SYSTEMROOT",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "IS_SANDBOX",
  "GOOGLE_APPLICATION_CREDENTIALS",
]);
const INHERITED_PREFIXES = ["LC_", "ANTHROPIC_", "CLAUDE_", "AWS_", "VERTEX_", "DISABLE_"];

export interface AgentRequest {
  readonly cwd: string | undefined;
  readonly additionalDirectories: readonly string[];
  readonly permissionMode: PermissionMode | undefined;
}

export class Policy {
  readonly roots: readonly string[];
  readonly #modes: ReadonlySet<PermissionMode>;
  readonly #claude: string | undefined;
  readonly #env: Readonly<Record<string, string>> | undefined;

  /** @throws {CwdError} If a root does not exist. */
  constructor(options: PolicyOptions = {}) {
    this.roots = (options.roots ?? [process.cwd()]).map((root) => resolveExisting(root));
    this.#modes = new Set([...HARMLESS_MODES, ...(options.allowPermissionModes ?? [])]);
    this.#claude = options.claude;
    this.#env = options.agentEnv;
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
    return {
      cwd: this.#inside(request.cwd ?? this.roots[0] ?? process.cwd()),
      additionalDirectories: request.additionalDirectories.map((directory) => this.#inside(directory)),
      env: { ...(this.#env ?? inheritedEnv()) },
      // Settings, hooks and MCP servers of a project are code that nobody here has agreed to run;
      // and without MCP servers an agent cannot reach this server to spawn more agents.
      settingSources: [],
      strictMcpConfig: true,
      ...(mode !== undefined && { permissionMode: mode }),
      ...(this.#claude !== undefined && { pathToClaudeCodeExecutable: this.#claude }),
    };
  }

  /**
   * What is not written down of an agent from before a restart, and what this server has to say about it now.
   *
   * @returns Undefined if it may no longer be as it was: it can be read then, and takes no prompts.
   */
  optionsAgain({ cwd, additionalDirectories = [], permissionMode }: Options): Options | undefined {
    try {
      const allowed = this.optionsFor({ cwd, additionalDirectories, permissionMode });
      // That of the server before, if it was given one, may be gone.
      return { ...allowed, pathToClaudeCodeExecutable: this.#claude };
    } catch (error) {
      if (error instanceof CwdError || error instanceof InvalidOptionsError) return undefined;
      throw error;
    }
  }

  /** The real path of a directory, if it is in one of the roots. */
  #inside(directory: string): string {
    const real = resolveExisting(path.resolve(this.roots[0] ?? ".", directory));
    if (this.roots.some((root) => contains(root, real))) return real;
    throw new CwdError(directory, `it is outside the server's roots (${this.roots.join(", ")})`);
  }
}

function contains(root: string, directory: string): boolean {
  const way = path.relative(root, directory);
  return way === "" || (!path.isAbsolute(way) && way.split(path.sep)[0] !== "..");
}

function resolveExisting(directory: string): string {
  if (directory.includes("\0"))
    throw new CwdError(directory.replaceAll("\0", "?"), "it contains a NUL character");
  try {
    return realpathSync(directory);
  } catch {
    // ENOENT, EACCES, a loop of links: whichever it is, nobody can work there.
    throw new CwdError(directory, "it does not exist");
  }
}

function inheritedEnv(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    const upper = name.toUpperCase();
    const kept = INHERITED.has(upper) || INHERITED_PREFIXES.some((prefix) => upper.startsWith(prefix));
    if (value !== undefined && kept && !OWN.has(upper)) env[name] = value;
  }
  return env;
}

/** Marks of a session that this server itself may run in, which an agent's CLI would take for its own. */
const OWN = new Set([
  "CLAUDECODE",
  "CLAUDE_CODE_ENTRYPOINT",
  "CLAUDE_CODE_SESSION_ID",
  "CLAUDE_CODE_SSE_PORT",
]);

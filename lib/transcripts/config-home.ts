// Where a CLI with a certain environment keeps its configuration and its transcripts.
import os from "node:os";
import path from "node:path";
import process from "node:process";

/** Environment variables; undefined counts as absent. */
type Env = Readonly<Record<string, string | undefined>>;

export interface ConfigHome {
  /** Settings, credentials and transcripts. */
  readonly folder: string;
  /** The folder of `.claude.json`, which stands beside the default one. */
  readonly globalFolder: string;
  /** Transcripts. */
  readonly projects: string;
  /** True when it is where the CLI has it when nothing else is said. */
  readonly isDefault: boolean;
}

/** The environment of this program, which a CLI gets when it is given none. */
export function inheritedEnv(): Env {
  return process.env;
}

export function configHome(env: Env): ConfigHome {
  const given = env["CLAUDE_CONFIG_DIR"];
  const home = (process.platform === "win32" ? env["USERPROFILE"] : env["HOME"]) || os.homedir();
  const folder = (given || path.join(home, ".claude")).normalize("NFC");
  return {
    folder,
    globalFolder: given || home,
    projects: path.join(folder, "projects"),
    isDefault: !given,
  };
}

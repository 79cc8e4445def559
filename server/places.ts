// Where the server keeps what is its own, by the standard for base directories (XDG).
import os from "node:os";
import path from "node:path";
import process from "node:process";

/** What is set up once, and worth a copy: the token, and the configuration file. */
export function configFolder(): string {
  return folderOf("XDG_CONFIG_HOME", ".config");
}

/** What a server has to know after a restart: its agents. */
export function stateFolder(): string {
  return folderOf("XDG_STATE_HOME", path.join(".local", "state"));
}

function folderOf(variable: string, usual: string): string {
  const given = process.env[variable] ?? "";
  // By the standard an empty or relative path does not count: it would be another place for each start directory.
  const base = path.isAbsolute(given) ? given : path.join(os.homedir(), usual);
  return path.join(base, "kodegen-claude-agent");
}

/** Whether a path is this directory, or in it. Both absolute, links followed. */
export function contains(directory: string, place: string): boolean {
  const way = path.relative(directory, place);
  return way === "" || (!path.isAbsolute(way) && way.split(path.sep)[0] !== "..");
}

// The folders of an isolated session: a configuration folder with at most a login in it, and an empty home.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import type { Env } from "../config-folder.ts";
import { SpawnError } from "../errors/start.ts";
import { createPrivateFolder } from "../process/private-folder.ts";
import { copyLogin } from "./config-copy.ts";

/** What the session is started with. */
export interface IsolatedFolder {
  /** Variables that make the CLI, and what it starts, use it. */
  readonly env: Readonly<Record<string, string>>;
  /** Nothing, where it is to stay. */
  remove(): Promise<void>;
}

/**
 * @param configDir The folder to use, which stays; without it there is a private one.
 * @param env The environment that the CLI would have without isolation: says where the user's login is.
 * @param copiesLogin The environment has no key.
 * @throws {SpawnError} If there can be none.
 */
export async function isolatedFolder(
  configDir: string | undefined,
  env: Env,
  copiesLogin: boolean,
): Promise<IsolatedFolder> {
  const made = configDir === undefined ? await createPrivateFolder("kodegen-isolated-") : undefined;
  // The CLI and its tools work elsewhere.
  const folder = made?.path ?? path.resolve(configDir as string);
  const home = path.join(folder, "home");
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    if (copiesLogin) await copyLogin(env, folder);
  } catch (error) {
    await made?.remove();
    const { code, message } = error as NodeJS.ErrnoException;
    const text = `Cannot use "${folder}" as the configuration folder of an isolated agent: ${message}; give "isolation" a "configDir" that this user can write`;
    throw new SpawnError(code, text, error);
  }
  return {
    env: { CLAUDE_CONFIG_DIR: folder, HOME: home, ...(process.platform === "win32" && windowsHome(home)) },
    remove: () => made?.remove() ?? Promise.resolve(),
  };
}

/** There programs look elsewhere for what belongs to the user. */
function windowsHome(home: string): Record<string, string> {
  return {
    USERPROFILE: home,
    APPDATA: path.join(home, "AppData", "Roaming"),
    LOCALAPPDATA: path.join(home, "AppData", "Local"),
  };
}

// Inline settings in a file that only this user can read: on the command line everybody on the machine could.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

export interface SettingsFile {
  readonly path: string;
  remove(): Promise<void>;
}

export async function writeSettingsFile(json: string): Promise<SettingsFile> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-settings-"));
  const file = path.join(folder, "settings.json");
  await writeFile(file, json, { mode: 0o600 });
  return { path: file, remove: () => rm(folder, { recursive: true, force: true }) };
}

// Where settings files are, on each system.
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { configFolder } from "../config-folder.ts";

export function settingsPath(source: "user" | "project" | "local", cwd: string): string {
  if (source === "user") return path.join(configFolder().folder, "settings.json");
  return path.join(cwd, ".claude", source === "project" ? "settings.json" : "settings.local.json");
}

/** The folder in which an administrator keeps managed settings. */
export function managedFolder(): string {
  if (process.platform === "darwin") return "/Library/Application Support/ClaudeCode";
  return process.platform === "win32" ? "C:\\Program Files\\ClaudeCode" : "/etc/claude-code";
}

/** Sources of managed settings that may be there and that are not read: a profile, or the registry. */
export function unreadPolicies(): ("profile" | "registry")[] {
  if (process.platform === "win32") return ["registry"];
  const profile = "/Library/Managed Preferences/com.anthropic.claudecode.plist";
  return process.platform === "darwin" && existsSync(profile) ? ["profile"] : [];
}

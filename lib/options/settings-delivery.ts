// How settings reach the CLI: as an argument when anybody may see them, else by a file or over stdin.
import type { Settings } from "../settings/settings.ts";
import { mayBeSeen } from "./command-line.ts";
import type { Options } from "./options.ts";
import type { Delivery } from "./row.ts";
import { isInline } from "./sandbox-settings.ts";

type Json = Record<string, unknown>;

export function settingsDelivery(settings: string | Settings, { spawnClaudeCodeProcess }: Options): Delivery {
  const text = typeof settings === "string" ? settings : JSON.stringify(settings);
  if (!isInline(text) || mayBeSeen(text)) return { args: ["--settings", text] };
  if (spawnClaudeCodeProcess === undefined) return { files: [{ flag: "--settings", text }] };
  // A file of this machine is of no use to a process on another one. Claude Code 2.1.330 knows this way, 2.1.300 does not.
  const initialize = { settings: JSON.parse(text) as Json };
  return { args: ["--initialize-fields=settings"], initialize, waits: true };
}

export function managedSettingsDelivery(managedSettings: Settings): Delivery {
  const text = JSON.stringify(managedSettings);
  if (mayBeSeen(text)) return { args: ["--managed-settings", text] };
  const initialize = { managedSettings: managedSettings as Json };
  return { args: ["--managed-settings-in-initialize"], initialize, waits: true };
}

// How settings reach the CLI: as an argument when anybody may see them, else by a file or over stdin.
import { mayBeSeen } from "./command-line.ts";
import { combined, type Delivery } from "./delivery.ts";
import type { Options } from "./options.ts";
import { isInline, settingsText } from "./sandbox-settings.ts";

type Json = Record<string, unknown>;

export function settingsDelivery(options: Options): Delivery {
  return combined([own(options), managed(options)]);
}

function own({ settings, sandbox, spawnClaudeCodeProcess }: Options): Delivery {
  const text = settingsText(settings as Json | string, sandbox as Json);
  if (text === undefined) return {};
  if (!isInline(text) || mayBeSeen(text)) return { args: ["--settings", text] };
  if (spawnClaudeCodeProcess === undefined) return { files: [{ flag: "--settings", text }] };
  // A file of this machine is of no use to a process on another one. Claude Code 2.1.330 knows this way, 2.1.300 does not.
  const initialize = { settings: JSON.parse(text) as Json };
  return { args: ["--initialize-fields=settings"], initialize, waits: true };
}

function managed({ managedSettings }: Options): Delivery {
  if (managedSettings === undefined) return {};
  const text = JSON.stringify(managedSettings);
  if (mayBeSeen(text)) return { args: ["--managed-settings", text] };
  const initialize = { managedSettings: managedSettings as Json };
  return { args: ["--managed-settings-in-initialize"], initialize, waits: true };
}

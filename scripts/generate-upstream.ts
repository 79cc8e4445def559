// Writes what this library takes from upstream: the releases that are pinned, and the names that their declarations list.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import * as official from "@anthropic-ai/claude-agent-sdk";
import { ROOT } from "./gate/command.ts";
import { pinned, SDK } from "./upstream/packages.ts";
import { type Area, readSurface } from "./upstream/surface.ts";

const HEAD = "run `npm run generate`, never edit.";

/** Names only: what upstream's declarations say of them is not ours to copy. */
const LISTS: readonly (readonly [name: string, area: Area, about: string])[] = [
  ["HOOK_EVENT_NAMES", "hook events", "In the order of the official SDK's own list."],
  ["MESSAGE_KIND_NAMES", "message kinds", "`type`, or `type/subtype`."],
  ["CONTROL_SUBTYPE_NAMES", "control requests", "Of requests both ways."],
  ["STARTUP_FAILURE_REASON_NAMES", "startup failure reasons", "Why a session could not start."],
  ["OPTION_NAMES", "options", "Of `query()`."],
  ["METHOD_NAMES", "methods", "Of what `query()` returns."],
  ["SETTING_NAMES", "settings", "Of a settings file, at its top."],
  ["TOOL_TYPE_NAMES", "tools", "With `Input` or `Output` behind them they are types."],
];

/** Constants that programs import, and what they are, in our words. */
const VALUES: readonly (readonly [name: keyof typeof official, about: string])[] = [
  [
    "BUILTIN_TOOL_NAMES",
    "Names of built-in tools, as rules and options spell them. Not complete: the `tools` of a session's `system/init` message lists the ones that it actually has.",
  ],
  ["LEGACY_TOOL_NAME_ALIASES", "Former names of tools, and their names today."],
  [
    "SYSTEM_PROMPT_DYNAMIC_BOUNDARY",
    "In a system prompt of several texts, separates those that never change, which the API can cache, from those that do; see the option `systemPrompt`.",
  ],
  [
    "USAGE_LIMIT_ERROR_PREFIXES",
    "Prefixes of the CLI's error texts when a usage limit is reached; test with `startsWith()`.",
  ],
  [
    "USAGE_WARNING_PREFIXES",
    "Prefixes of the CLI's texts when a usage limit is near; test with `startsWith()`.",
  ],
  [
    "USAGE_TRANSITION_PREFIXES",
    "Prefixes of the CLI's texts when it switches to another source of credit; test with `startsWith()`.",
  ],
  [
    "ORG_POLICY_LIMIT_PREFIXES",
    "Prefixes of the CLI's error texts when an organisation's policy disables the service, which is not a usage limit; test with `startsWith()`.",
  ],
];

/** Generate anew. @returns True when the committed files were up to date. */
export async function generateUpstream({ check }: { check: boolean }): Promise<boolean> {
  const modules = {
    "lib/generated/versions.ts": await versionsModule(),
    "lib/generated/names.ts": await namesModule(),
    "lib/generated/constants.ts": constantsModule(),
  };
  let fresh = true;
  for (const [file, text] of Object.entries(modules)) {
    const whole = path.join(ROOT, file);
    if ((await readFile(whole, "utf8").catch(() => "")) === text) continue;
    fresh = false;
    if (!check) await writeFile(whole, text);
  }
  return fresh;
}

async function versionsModule(): Promise<string> {
  const { sdk, cli } = await pinned();
  return `// Generated from package.json; ${HEAD}

/** The official SDK release whose environment, arguments and types this library reproduces. */
export const SDK_VERSION = "${sdk}";

/** The Claude Code release that this library is developed and tested with. */
export const CLI_VERSION = "${cli}";
`;
}

async function namesModule(): Promise<string> {
  const folder = path.join(ROOT, "node_modules", SDK);
  const files = ["sdk.d.ts", "sdk-tools.d.ts"];
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  const surface = readSurface(Object.fromEntries(files.map((file, place) => [file, texts[place] ?? ""])));
  const lists = LISTS.map(([name, area, about]) => {
    const names = [...(surface.get(area)?.keys() ?? [])];
    if (names.length === 0)
      throw new Error(`The official SDK's declarations list no ${area}: see scripts/upstream/surface.ts`);
    return `\n/** ${area[0]?.toUpperCase()}${area.slice(1)}. ${about} */\nexport const ${name} = [\n${names.map((one) => `  "${one}",\n`).join("")}] as const;\n`;
  });
  return `// Generated from the names in the official SDK's declarations; ${HEAD}\n${lists.join("")}`;
}

function constantsModule(): string {
  const constants = VALUES.map(([name, about]) => {
    const value: unknown = official[name];
    const text = JSON.stringify(value, undefined, 2);
    const isMap = typeof value === "object" && !Array.isArray(value);
    const [type, as] = isMap ? [": Readonly<Record<string, string>>", ""] : ["", " as const"];
    return `\n/** ${about} */\nexport const ${name}${type} = ${text}${as};\n`;
  });
  return `// Generated from the constants that the official SDK exports; ${HEAD}\n${constants.join("")}`;
}

// Writes the table of flags in docs/server.md, and the JSON Schema of the configuration file, from server/config/flags.ts.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import { type Flag, flagText } from "../server/config/flag.ts";
import { CONFIG_FLAGS, FLAGS } from "../server/config/flags.ts";
import { SETTING_KINDS } from "../server/config/setting-kinds.ts";
import { table, withTables } from "./kinds/tables.ts";

const ROOT = path.join(import.meta.dirname, "..");
const GUIDE = path.join(ROOT, "docs/server.md");
const SCHEMA = path.join(ROOT, "server/generated/config.schema.json");

/** Generate anew. @returns True when the committed files were up to date. */
export async function generateFlags(options: { check: boolean }): Promise<boolean> {
  const guide = await readFile(GUIDE, "utf8");
  const files = [
    [GUIDE, guide, withTables(guide, new Map([["flags", flagTable()]]))],
    [SCHEMA, await readFile(SCHEMA, "utf8").catch(() => ""), configSchema()],
  ] as const;
  const stale = files.filter(([, before, now]) => before !== now);
  if (!options.check) for (const [file, , now] of stale) await writeFile(file, now);
  return stale.length === 0;
}

function flagTable(): string {
  const rows = Object.entries<Flag>({ ...FLAGS, ...CONFIG_FLAGS }).map(([name, flag]) => [
    `\`${flagText(name, flag)}\``,
    flag.means,
    flag.preset === undefined ? (flag.otherwise ?? "") : `\`${flag.preset}\``,
  ]);
  return table([["flag", "meaning", "default"], ...rows]);
}

function configSchema(): string {
  const properties = Object.entries<Flag>(FLAGS).map(([name, { kind, means, preset, otherwise }]) => {
    const { $schema: _, ...schema } = toJsonSchema(SETTING_KINDS[kind].schema, { target: "draft-2020-12" });
    const description = otherwise === undefined ? means : `${means} (${otherwise})`;
    return [name, { description, ...schema, ...(preset !== undefined && { default: preset }) }];
  });
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Settings of the server kodegen-claude-agent",
    type: "object",
    properties: { $schema: { type: "string" }, ...Object.fromEntries(properties) },
    additionalProperties: false,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

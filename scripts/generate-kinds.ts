// Writes what follows from the kinds that lib/wire, lib/hooks and lib/errors declare: lib/generated, and tables of the guides.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { EXIT_REASONS } from "@anthropic-ai/claude-agent-sdk";
import { readKinds } from "./kinds/declared.ts";
import type { Kinds } from "./kinds/kind.ts";
import { checksModule, errorsModule, guardsModule, hooksModule, messagesModule } from "./kinds/modules.ts";
import { settingsModule } from "./kinds/settings.ts";
import { hookTables, messageTables, requestTables, withTables } from "./kinds/tables.ts";
import { UP, withoutTypia } from "./kinds/typia.ts";

const ROOT = path.join(import.meta.dirname, "..");
const HEAD = "// Generated from lib/wire, lib/hooks and lib/errors; run `npm run generate`, never edit.\n";

/** Generate anew. @returns True when the committed files were up to date. */
export async function generateKinds({ check }: { check: boolean }): Promise<boolean> {
  const kinds = readKinds(ROOT);
  // Loaded now, because it may only just have been written.
  const { HOOK_EVENT_NAMES } = await import("../lib/generated/names.ts");
  await requireExports(kinds);
  const modules = {
    "lib/generated/errors.ts": errorsModule(kinds),
    "lib/generated/messages.ts": messagesModule(kinds),
    "lib/generated/guards.ts": guardsModule(kinds),
    "lib/generated/hooks.ts": hooksModule(kinds, HOOK_EVENT_NAMES, EXIT_REASONS),
  };
  await mkdir(path.join(ROOT, "lib/generated"), { recursive: true });
  let fresh = true;
  const write = async (file: string, text: string): Promise<void> => {
    const whole = path.join(ROOT, file);
    if ((await readFile(whole, "utf8").catch(() => "")) === text) return;
    fresh = false;
    if (!check) await writeFile(whole, text);
  };
  for (const [file, text] of Object.entries(modules)) await write(file, `${HEAD}${text}`);
  // Last, because typia compiles the others as well.
  await write("lib/generated/checks.ts", `${HEAD}${await withoutTypia(ROOT, checksModule(kinds, UP))}`);
  const settings = await withoutTypia(ROOT, settingsModule(ROOT, UP));
  await write(
    "lib/generated/setting-checks.ts",
    `// Generated from lib/settings; run \`npm run generate\`, never edit.\n${settings}`,
  );
  const documents = {
    "docs/client.md": requestTables(kinds),
    "docs/hooks.md": hookTables(kinds),
    "docs/messages.md": messageTables(kinds),
  };
  for (const [file, tables] of Object.entries(documents))
    await write(file, withTables(await readFile(path.join(ROOT, file), "utf8"), tables));
  return fresh;
}

/** @throws {Error} If a file that declares kinds is not part of the public surface. */
async function requireExports({ messages, incoming }: Kinds): Promise<void> {
  const index = await readFile(path.join(ROOT, "lib/index.ts"), "utf8");
  for (const { file } of [...messages, ...incoming]) {
    const line = `export * from "${file.replace("lib/", "./")}";`;
    if (!index.includes(line)) throw new Error(`lib/index.ts needs the line ${line}`);
  }
}

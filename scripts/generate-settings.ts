// Writes lib/generated/settings.ts: the settings that the official SDK declares, with our own comments.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { declarationOf, listTypes } from "./declarations.ts";
import { declaredTypes } from "./declared-types.ts";
import { ROOT } from "./gate/command.ts";
import { NOTES, PARTS } from "./settings/notes.ts";
import { SDK } from "./upstream/packages.ts";

const FILE = path.join(ROOT, "lib/generated/settings.ts");
const DECLARED = path.join(ROOT, "node_modules", SDK, "sdk.d.ts");

/** Generate anew. @returns True when the committed file was up to date. */
export async function generateSettings({ check }: { check: boolean }): Promise<boolean> {
  const [declared] =
    /^export declare interface Settings \{[^]*?^\}/m.exec(await readFile(DECLARED, "utf8")) ?? [];
  if (declared === undefined) throw new Error(`There is no interface Settings in ${DECLARED}`);
  const types = declaredTypes(declared, { parts: PARTS, undefinable: /^sandbox\./ });
  const declarations = [...types]
    .toReversed()
    .map(([name, body]) => declarationOf(name, body, NOTES))
    .join("");
  const head =
    "// Generated from the settings that the official SDK declares; run `npm run generate`, never edit.\n";
  const text = `${head}${declarations}${listTypes(declarations)}`;
  if ((await readFile(FILE, "utf8").catch(() => "")) === text) return true;
  if (!check) await writeFile(FILE, text);
  return false;
}

// Writes lib/generated/settings.ts and agents.ts: what the official SDK declares and the CLI gets as it is, with our own comments.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import * as agents from "./agents/notes.ts";
import { declarationOf, listTypes, type Notes } from "./declarations.ts";
import { declaredTypes, type Manner } from "./declared-types.ts";
import { ROOT } from "./gate/command.ts";
import * as settings from "./settings/notes.ts";
import { SDK } from "./upstream/packages.ts";

const DECLARED = path.join(ROOT, "node_modules", SDK, "sdk.d.ts");

interface Module {
  readonly what: string;
  readonly types: readonly string[];
  readonly imports?: string;
  readonly manner?: Manner;
  readonly notes: Notes;
}

const MODULES: Readonly<Record<string, Module>> = {
  "lib/generated/settings.ts": {
    what: "settings",
    types: ["Settings"],
    manner: { parts: settings.PARTS, undefinable: /^sandbox\./ },
    notes: settings.NOTES,
  },
  "lib/generated/agents.ts": {
    what: "agents",
    types: ["AgentDefinition", "AgentMcpServerSpec", "EffortLevel"],
    imports: agents.IMPORTS,
    notes: agents.NOTES,
  },
};

/** Generate anew. @returns True when the committed files were up to date. */
export async function generateSettings({ check }: { check: boolean }): Promise<boolean> {
  const declared = await readFile(DECLARED, "utf8");
  let fresh = true;
  for (const [name, module] of Object.entries(MODULES)) {
    const file = path.join(ROOT, name);
    const text = textOf(module, declared);
    if ((await readFile(file, "utf8").catch(() => "")) === text) continue;
    fresh = false;
    if (!check) await writeFile(file, text);
  }
  return fresh;
}

function textOf({ what, types, imports = "", manner, notes }: Module, declared: string): string {
  const found = types.map((type) => {
    const [text] =
      new RegExp(`^export declare (?:interface|type) ${type}\\b(?:[^\\n]*;$|[^]*?^\\})`, "m").exec(
        declared,
      ) ?? [];
    if (text === undefined) throw new Error(`There is no type ${type} in ${DECLARED}`);
    return text;
  });
  const declarations = [...declaredTypes(found.join("\n"), manner)]
    .toReversed()
    .map(([name, body]) => declarationOf(name, body, notes))
    .join("");
  const head = `// Generated from the ${what} that the official SDK declares; run \`npm run generate\`, never edit.\n`;
  return `${head}${imports}${declarations}${listTypes(declarations)}`;
}

// The rules of the house: who may import whom, and where things may stand.
import path from "node:path";
import ts from "typescript";
import { MAY_IMPORT } from "./areas.ts";

/** A file of the tree, with its path from the root. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

interface Import {
  readonly from: string;
  readonly line: number;
  readonly target: string;
  readonly typeOnly: boolean;
}

/** The few files that speak to the operating system outside of lib/process and lib/testing. */
const NODE_IMPORTS =
  /^(?:lib\/(?:process|transcripts|stores|export|journal|settings|templates|testing)\/|lib\/(?:config-folder|regular-file|loggable|manager\/(?:agent-folders|caller|spill|limits|git|worktrees|orphans|line-folder|line-file))\.ts$|server\/)/;
const MCP_IMPORTS = new Set([
  "lib/mcp/json-check.ts",
  "lib/mcp/schema-compat.ts",
  "server/eras/sdk.ts",
  "server/commands/sdk-client.ts",
  "server/eras/sdk-modern.ts",
]);
const GENERATED_IMPORTS = new Set([
  "lib/wire/decode.ts",
  "lib/wire/guard.ts",
  "lib/wire/messages.ts",
  "lib/wire/control-frames.ts",
  "lib/hooks/events.ts",
  "lib/hooks/inputs.ts",
  "lib/hooks/answers.ts",
  "lib/errors/claude-error.ts",
  "lib/options/agents.ts",
  "lib/sdk-tools.ts",
  "lib/settings/check-settings.ts",
  "lib/settings/settings.ts",
  "lib/index.ts",
  "lib/process/env.ts",
  "lib/session/callbacks.ts",
  "lib/testing/frames.ts",
  "lib/testing/scripted-claude.ts",
  "lib/wire/account.ts",
]);
const VAGUE_NAME = /(?:^|\/)(?:utils?|helpers?|types|common|misc|shared)(?:\/|\.ts$)/;
const BARRELS = new Set(["lib/index.ts", "lib/testing/index.ts", "server/index.ts"]);
const CHECKED = /^(?:lib|server|spec)\//;

/** Every breach of the rules, as one line each: where, what, and the way out. */
export function breaches(files: readonly SourceFile[]): string[] {
  const checked = files.filter(({ name }) => CHECKED.test(name));
  const imports = checked.flatMap(importsOf);
  return [...checked.flatMap(placeBreaches), ...imports.flatMap(importBreach), ...cycles(imports)];
}

function importsOf({ name, text }: SourceFile): Import[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    const written = moduleSpecifier.text;
    const target = written.startsWith(".") ? path.posix.join(path.posix.dirname(name), written) : written;
    const line = source.getLineAndCharacterOfPosition(statement.getStart()).line + 1;
    return [{ from: name, line, target, typeOnly: isTypeOnly(statement) }];
  });
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  return statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function areaOf(name: string): string {
  return (
    Object.keys(MAY_IMPORT)
      .filter((area) => name === area || name.startsWith(`${area}/`))
      .toSorted((a, b) => b.length - a.length)[0] ?? name
  );
}

function importBreach({ from, line, target, typeOnly }: Import): string[] {
  const at = `${from}:${line}`;
  if (target.startsWith("node:")) {
    const fine = typeOnly || NODE_IMPORTS.test(from);
    return fine
      ? []
      : [`${at} imports ${target}: only lib/process, lib/testing and server may; put it behind lib/process`];
  }
  if (target.startsWith("@modelcontextprotocol/")) {
    return MCP_IMPORTS.has(from)
      ? []
      : [`${at} imports the MCP SDK: only ${[...MCP_IMPORTS].join(" and ")} may; export it there`];
  }
  if (target.startsWith("typia")) return [`${at} imports typia: only what is generated for it may`];
  if (!target.includes("/") || !/^[a-z]+\//.test(target)) return [];
  return inHouseBreach(at, from, target);
}

function inHouseBreach(at: string, from: string, target: string): string[] {
  const [own, other] = [areaOf(from), areaOf(target)];
  if (other === "lib/generated" && own !== other) {
    return GENERATED_IMPORTS.has(from)
      ? []
      : [`${at} imports generated code: only ${[...GENERATED_IMPORTS].join(", ")} may; ask them instead`];
  }
  if (own === other) return [];
  const allowed = MAY_IMPORT[own] ?? [];
  const fine = allowed.includes(other) || (allowed.includes("lib/*") && other.startsWith("lib/"));
  return fine
    ? []
    : [
        `${at} imports ${target}: ${own} may import ${allowed.join(", ") || "nothing of ours"}; move one of the two`,
      ];
}

function placeBreaches({ name, text }: SourceFile): string[] {
  const found: string[] = [];
  if (VAGUE_NAME.test(name)) found.push(`${name} has a name that says nothing: name the idea`);
  if (name.endsWith("/index.ts") && !BARRELS.has(name))
    found.push(`${name} is a folder barrel: import the file itself`);
  const first = text.startsWith("#!") ? text.slice(text.indexOf("\n") + 1) : text;
  if (name.endsWith(".ts") && !first.startsWith("// "))
    found.push(`${name} does not begin with a comment that says its one idea`);
  return found;
}

/** Files that need each other while they are loaded. */
function cycles(imports: readonly Import[]): string[] {
  const needs = new Map<string, string[]>();
  for (const { from, target, typeOnly } of imports) {
    if (!typeOnly) needs.set(from, [...(needs.get(from) ?? []), target]);
  }
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): string[] => {
    if (way.includes(name))
      return [
        `${[...way.slice(way.indexOf(name)), name].join(" -> ")} is a cycle: move what both need to a third file`,
      ];
    if (done.has(name)) return [];
    const found = (needs.get(name) ?? []).flatMap((target) => visit(target, [...way, name]));
    done.add(name);
    return found;
  };
  return [...needs.keys()].flatMap((name) => visit(name, []));
}

// Where a name of upstream's stands here, or has to be put.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { ROOT } from "../gate/command.ts";
import type { Area } from "./surface.ts";

interface Place {
  /** Where names of this area are declared. */
  readonly folder: string;
  /** The file for a name that stands nowhere yet; docs/CONTRIBUTING.md, "How to add X", says what else to do. */
  readonly otherwise: string;
}

const PLACES: Readonly<Record<Area, Place>> = {
  "hook events": { folder: "lib/hooks", otherwise: "lib/hooks/inputs.ts, answers.ts" },
  "message kinds": { folder: "lib/wire", otherwise: "lib/wire/system.ts" },
  "control requests": { folder: "lib/wire", otherwise: "lib/wire/control-requests.ts" },
  "startup failure reasons": { folder: "lib/generated", otherwise: "lib/generated" },
  options: { folder: "lib/options", otherwise: "lib/options/*-options.ts" },
  methods: { folder: "lib/session", otherwise: "lib/session/all-controls.ts" },
  settings: { folder: "lib/generated", otherwise: "scripts/settings/notes.ts" },
  tools: { folder: "lib/generated", otherwise: "scripts/tools/descriptions.ts" },
  flags: { folder: "lib/options", otherwise: "lib/options" },
  "other declarations": { folder: "lib", otherwise: "lib/index.ts" },
};

/** The file of ours to touch when a name of upstream's is new, gone or changed. */
export function placeOf(area: Area, name: string): string {
  const { folder, otherwise } = PLACES[area];
  // A kind of message is `type/subtype`; a tool has an input and an output; another entry's name has its file in front.
  if (name.includes(": ")) return "docs/compatibility.md";
  const wanted = area === "tools" ? `${name}Input` : name.replace(/^.*\//, "");
  const file = sources(folder).find(({ names }) => names.has(wanted))?.file ?? otherwise;
  return file.startsWith("lib/generated/") ? "npm run generate" : file;
}

interface Source {
  readonly file: string;
  /** Of declarations and of their members, and the texts that types consist of. */
  readonly names: ReadonlySet<string>;
}

const read = new Map<string, readonly Source[]>();

function sources(folder: string): readonly Source[] {
  const known = read.get(folder);
  if (known !== undefined) return known;
  const found = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, "/")))
    .filter((file) => file.endsWith(".ts"))
    .toSorted()
    .map((file) => ({ file, names: namesIn(readFileSync(path.join(ROOT, file), "utf8")) }));
  read.set(folder, found);
  return found;
}

function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeElement(node) || ts.isClassElement(node) || isDeclaration(node)) {
      const { name } = node;
      if (name !== undefined && ts.isIdentifier(name)) names.add(name.text);
    } else if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) names.add(node.literal.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, false));
  return names;
}

function isDeclaration(node: ts.Node): node is ts.DeclarationStatement | ts.VariableDeclaration {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isVariableDeclaration(node)
  );
}

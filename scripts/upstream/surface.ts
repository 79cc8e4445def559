// The public surface that upstream's declaration files describe: by area, the names, and what each looks like.
import ts from "typescript";
import { factsOf } from "./shape.ts";

/** Where upstream may change, and so where we follow. */
export const AREAS = [
  "hook events",
  "message kinds",
  "control requests",
  "startup failure reasons",
  "options",
  "methods",
  "settings",
  "tools",
  "flags",
  "other declarations",
] as const;
export type Area = (typeof AREAS)[number];

/** What a name stands for: its facts, such as `timeout?: number`. */
export type Entries = ReadonlyMap<string, ReadonlySet<string>>;
export type Surface = ReadonlyMap<Area, Entries>;

/** The unions and interfaces of `sdk.d.ts` whose members are what an area lists. */
const MEMBERS: Readonly<Record<string, Area>> = {
  Options: "options",
  Query: "methods",
  Settings: "settings",
};
const TOOLS = ["ToolInputSchemas", "ToolOutputSchemas"];

/** @param texts Declaration files by name. `sdk-tools.d.ts` has the tools, `sdk.d.ts` all else that has an area. */
export function readSurface(texts: Readonly<Record<string, string>>): Surface {
  const surface = new Map(AREAS.map((area) => [area, new Map<string, Set<string>>()] as const));
  const add = (area: Area, name: string, facts: Iterable<string>): void => {
    const entries = surface.get(area);
    entries?.set(name, new Set([...(entries.get(name) ?? []), ...facts]));
  };
  for (const [file, text] of Object.entries(texts)) {
    const declared = new Declared(file, text);
    if (file === "sdk.d.ts") readSdk(declared, add);
    if (file === "sdk-tools.d.ts") readTools(declared, add);
    // The main file needs no name in front; in the others a name may come again.
    const prefix = file === "sdk.d.ts" ? "" : `${file.replace(".d.ts", "")}: `;
    for (const name of declared.rest()) add("other declarations", `${prefix}${name}`, declared.take(name));
  }
  return surface;
}

type Add = (area: Area, name: string, facts: Iterable<string>) => void;

function readSdk(declared: Declared, add: Add): void {
  for (const event of declared.literals("HookEvent")) {
    const told = declared.take(`${event}HookInput`);
    const answered = declared.take(`${event}HookSpecificOutput`);
    add("hook events", event, [...told, ...[...answered].map((fact) => `answer.${fact}`)]);
  }
  for (const message of declared.leaves("SDKMessage")) {
    const [type = ""] = declared.field(message, "type");
    const subtypes = declared.field(message, "subtype");
    // What tells it from the others is its name.
    const facts = [...declared.take(message)].filter((fact) => !/^(?:sub)?type: /.test(fact));
    for (const subtype of subtypes.length > 0 ? subtypes : [""])
      add("message kinds", [type, subtype].filter(Boolean).join("/"), facts);
  }
  for (const request of declared.leaves("SDKControlRequestInner")) {
    const [subtype = ""] = declared.field(request, "subtype");
    add("control requests", subtype, declared.take(request));
  }
  for (const reason of declared.literals("SDKStartupFailureReason"))
    add("startup failure reasons", reason, []);
  for (const [type, area] of Object.entries(MEMBERS))
    for (const fact of declared.take(type)) {
      const name = /^[$\w]+/.exec(fact)?.[0];
      if (name !== undefined) add(area, name, [fact.slice(name.length).replace(/^: /, "")]);
    }
}

function readTools(declared: Declared, add: Add): void {
  for (const type of TOOLS.flatMap((union) => declared.leaves(union))) {
    const [, name = type, side = ""] = /^(.*)(Input|Output)$/.exec(type) ?? [];
    add(
      "tools",
      name,
      [...declared.take(type)].map((fact) => `${side.toLowerCase()}.${fact}`),
    );
  }
}

/** The declarations of a file; those that have found their area are taken out. */
class Declared {
  /** A function has one for each way to call it; a name may be a type and a value. */
  readonly #nodes = new Map<string, ts.Declaration[]>();
  readonly #taken = new Set<string>();

  constructor(file: string, text: string) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    for (const statement of source.statements)
      for (const node of ts.isVariableStatement(statement)
        ? statement.declarationList.declarations
        : [statement]) {
        const name = isNamed(node) ? node.name.getText() : undefined;
        if (name === undefined) continue;
        const known = this.#nodes.get(name);
        if (known === undefined) this.#nodes.set(name, [node as ts.Declaration]);
        else known.push(node as ts.Declaration);
      }
  }

  /** The facts of a declaration, which has found its area; none when there is no such declaration. */
  take(name: string): Set<string> {
    this.#taken.add(name);
    return factsOf(this.#all(name));
  }

  /** Declarations that have found no area yet. */
  rest(): string[] {
    return [...this.#nodes.keys()].filter((name) => !this.#taken.has(name));
  }

  /** The types that a union names, down to those that are more than names of others. */
  leaves(name: string): string[] {
    const [node] = this.#all(name);
    const type = node && ts.isTypeAliasDeclaration(node) ? node.type : undefined;
    const members = type === undefined ? [] : ts.isUnionTypeNode(type) ? [...type.types] : [type];
    if (members.length === 0 || !members.every(ts.isTypeReferenceNode)) return [name];
    this.#taken.add(name);
    return [...new Set(members.flatMap(({ typeName }) => this.leaves(typeName.getText())))];
  }

  /** The texts that a union lists. */
  literals(name: string): string[] {
    const [node] = this.#all(name);
    this.#taken.add(name);
    return node !== undefined && ts.isTypeAliasDeclaration(node) ? literalsIn(node.type) : [];
  }

  /** The texts that a field of a type may hold. */
  field(type: string, name: string): string[] {
    const [node] = this.#all(type);
    if (node === undefined) return [];
    const holder = ts.isTypeAliasDeclaration(node) ? node.type : node;
    const members = ts.isTypeLiteralNode(holder) || ts.isInterfaceDeclaration(holder) ? holder.members : [];
    const member = members.find((one) => ts.isPropertySignature(one) && one.name.getText() === name);
    return member && ts.isPropertySignature(member) && member.type ? literalsIn(member.type) : [];
  }

  #all(name: string): readonly ts.Declaration[] {
    return this.#nodes.get(name) ?? [];
  }
}

function literalsIn(type: ts.TypeNode): string[] {
  const members = ts.isUnionTypeNode(type) ? type.types : [type];
  return members.flatMap((member) =>
    ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal) ? [member.literal.text] : [],
  );
}

function isNamed(node: ts.Node): node is ts.Node & { name: ts.Node } {
  return "name" in node && node.name !== undefined && !ts.isModuleDeclaration(node);
}

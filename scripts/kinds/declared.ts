// Finds every kind that the protocol has among the interfaces of lib/wire and lib/hooks, by what tells it apart.
import { readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import type { Declared, HookKind, Kinds, MessageKind, RequestKind } from "./kind.ts";

/** Kinds that the official SDK's union lacks stand here. */
const UNDECLARED = "lib/wire/undeclared.ts";
/** The table of the conversation comes before those of what surrounds it. */
const FIRST = "lib/wire/conversation-messages.ts";

interface Found extends Declared {
  readonly type: ts.Type;
}

/** @param root The repository. */
export function readKinds(root: string): Kinds {
  const reader = new Reader(root);
  const wire = reader.exportsOf("lib/wire");
  const hooks = reader.exportsOf("lib/hooks");
  return {
    messages: messageKinds(reader, wire),
    incoming: wire.flatMap(({ type, ...declared }) => {
      const subtype = reader.literal(type, "subtype");
      return subtype === undefined || type.getProperty("type") ? [] : [{ ...declared, subtype }];
    }),
    hooks: hookKinds(reader, hooks),
    requests: requestKinds(wire),
    errorCodes: reader.errorCodes(),
  };
}

function messageKinds(reader: Reader, all: readonly Found[]): MessageKind[] {
  const found = all.filter(({ type }) => reader.literal(type, "type") !== undefined && hasIds(type));
  const taken = new Set<Found>();
  return found.flatMap((first): MessageKind[] => {
    if (taken.has(first)) return [];
    const alias = all.find(
      ({ file, type }) => file === first.file && type.isUnion() && type.types[0] === first.type,
    );
    const variants = found.filter(
      ({ type }) =>
        type === first.type ||
        reader.extends(type, first.type) ||
        (alias?.type as ts.UnionType | undefined)?.types.includes(type),
    );
    for (const variant of variants) taken.add(variant);
    const { name, file, about } = alias ?? first;
    const subtype = variants.length === 1 ? reader.literal(first.type, "subtype") : undefined;
    return [
      {
        name,
        file,
        about,
        type: reader.literal(first.type, "type") ?? "",
        subtype,
        guard: guardName(name, subtype),
        variants: variants.map((variant) => ({
          name: variant.name,
          file: variant.file,
          about: variant.about,
          subtype: reader.literal(variant.type, "subtype"),
        })),
        official: file !== UNDECLARED,
      },
    ];
  });
}

function hookKinds(reader: Reader, all: readonly Found[]): HookKind[] {
  const outputs = new Map(fieldsOf("HookOutputs", all).map((output) => [output.name, output]));
  return fieldsOf("HookInputs", all).map((field) => {
    const output = outputs.get(field.name);
    const fields = output && reader.fields(output);
    // Where the fields together do something of their own, the event says it.
    const effect = output && reader.about(output);
    return {
      event: field.name,
      about: reader.about(field),
      group: ts.findAncestor(field.valueDeclaration, ts.isInterfaceDeclaration)?.name.text ?? "",
      fields: fields?.map(({ name }) => name),
      effect: effect || (fields ?? []).map((one) => reader.effect(one)).join(" "),
    };
  });
}

function requestKinds(all: readonly Found[]): RequestKind[] {
  return fieldsOf("OutgoingRequests", all).map(({ name, valueDeclaration }) => {
    const type = valueDeclaration && ts.isPropertySignature(valueDeclaration) && valueDeclaration.type;
    const [body, answer] = type && ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : [];
    return { subtype: name, body: wordsOf(body), answer: wordsOf(answer) };
  });
}

/** Some kinds are the fields of one interface. */
function fieldsOf(table: string, all: readonly Found[]): ts.Symbol[] {
  return all.find(({ name }) => name === table)?.type.getProperties() ?? [];
}

function wordsOf(node: ts.TypeNode | undefined): string {
  const text = node?.getText().replaceAll(/\s+/g, " ") ?? "";
  return text.replace(/^Nothing$/, "").replaceAll(/; \}/g, " }");
}

/** Every message has them, and nothing else that has a `type`. */
function hasIds(type: ts.Type): boolean {
  return type.getProperty("uuid") !== undefined && type.getProperty("session_id") !== undefined;
}

/** `isInitMessage` tells `SDKSystemMessage` with the subtype `init`. */
function guardName(name: string, subtype: string | undefined): string {
  if (subtype === undefined) return `is${name.replace(/^SDK/, "")}`;
  const words = subtype.split("_").map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`);
  return `is${words.join("")}${name.endsWith("Event") ? "Event" : "Message"}`;
}

/** What the compiler knows of the interfaces of a repository. */
class Reader {
  readonly #root: string;
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;

  constructor(root: string) {
    this.#root = root;
    const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile) as {
      config: object;
    };
    const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root);
    const files = ["lib/wire", "lib/hooks", "lib/errors"].flatMap((folder) => this.#files(folder));
    // What the fields hold besides is of no interest, so nothing else is read: that saves seconds.
    const alone: ts.CompilerOptions = { ...options, noLib: true, noResolve: true, types: [] };
    this.#program = ts.createProgram(
      files.map((file) => path.join(root, file)),
      alone,
    );
    this.#checker = this.#program.getTypeChecker();
  }

  /** In the order in which they stand. */
  exportsOf(folder: string): Found[] {
    return this.#files(folder).flatMap((file) => {
      const source = this.#program.getSourceFile(path.join(this.#root, file));
      return (source?.statements ?? []).flatMap((statement): Found[] => {
        if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement)) return [];
        const exported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
        if (exported !== true || statement.typeParameters !== undefined) return [];
        const symbol = this.#checker.getSymbolAtLocation(statement.name);
        if (symbol === undefined) return [];
        const type = this.#checker.getDeclaredTypeOfSymbol(symbol);
        return [{ name: symbol.name, file, about: this.about(symbol), type }];
      });
    });
  }

  /** The first paragraph of the doc comment, on one line. */
  about(symbol: ts.Symbol): string {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker));
    return (text.split("\n\n")[0] ?? "").replaceAll("\n", " ");
  }

  fields(field: ts.Symbol): ts.Symbol[] {
    return this.#checker.getTypeOfSymbol(field).getProperties();
  }

  /** A field, and its doc comment if it has one. */
  effect(field: ts.Symbol): string {
    const about = this.about(field).replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
    return about === "" ? `\`${field.name}\`.` : `\`${field.name}\`: ${about}`;
  }

  /** The text that a field always has. */
  literal(type: ts.Type, field: string): string | undefined {
    const property = type.isUnion() ? undefined : type.getProperty(field);
    const value = property && this.#checker.getTypeOfSymbol(property);
    return value?.isStringLiteral() === true ? value.value : undefined;
  }

  extends(type: ts.Type, base: ts.Type): boolean {
    return type.isClassOrInterface() && this.#checker.getBaseTypes(type).includes(base as ts.BaseType);
  }

  /** What the classes of errors hand to the constructor of their base. */
  errorCodes(): string[] {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      ts.forEachChild(node, visit);
      if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.SuperKeyword) return;
      const owner = ts.findAncestor(node, ts.isClassLike);
      const [code] = node.arguments;
      if (code === undefined || owner?.heritageClauses?.[0]?.types[0]?.getText() !== "ClaudeError") return;
      const type = this.#checker.getTypeAtLocation(code);
      for (const one of type.isUnion() ? type.types : [type])
        if (one.isStringLiteral()) found.push(one.value);
    };
    for (const file of this.#files("lib/errors")) {
      const source = this.#program.getSourceFile(path.join(this.#root, file));
      if (source !== undefined) visit(source);
    }
    return found;
  }

  #files(folder: string): string[] {
    return readdirSync(path.join(this.#root, folder))
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name}`)
      .toSorted((a, b) => Number(b === FIRST) - Number(a === FIRST) || (a < b ? -1 : 1));
  }
}

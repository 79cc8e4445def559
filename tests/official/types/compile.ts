// Compiles texts that stand nowhere on disk, as if they stood in this repository.
import path from "node:path";
import ts from "typescript";

const ROOT = path.join(import.meta.dirname, "../../..");

/** How programs of users are compiled: strictly, but without the options that few have. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ["node"],
};

/** The official package, and how this one is named in the same place. */
export const OFFICIAL = "@anthropic-ai/claude-agent-sdk";
export const OURS = "./lib/index.ts";

export interface CompileOptions extends ts.CompilerOptions {
  /** A package that is to be missing. */
  readonly without?: string;
}

/** A mistake of a program: where, and what. */
export interface Mistake {
  readonly file: string;
  /** From 0. */
  readonly line: number;
  readonly message: string;
}

/** Compile files, all at once because that is what takes the time. */
export function compile(
  files: Readonly<Record<string, string>>,
  { without, ...options }: CompileOptions = {},
): Mistake[] {
  const all = { ...OPTIONS, ...options };
  const texts = new Map(Object.entries(files).map(([name, text]) => [path.join(ROOT, name), text]));
  const host = ts.createCompilerHost(all);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const text = texts.get(name);
    return text === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, text, rest[0], true);
  };
  host.fileExists = (name) =>
    texts.has(name) || (!(without && name.includes(`/node_modules/${without}/`)) && fileExists(name));
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  const program = ts.createProgram([...texts.keys()], all, host);
  return [...texts.keys()].flatMap((name) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ start = 0, messageText }) => ({
        file: path.relative(ROOT, name),
        line: source?.getLineAndCharacterOfPosition(start).line ?? 0,
        message: ts.flattenDiagnosticMessageText(messageText, "\n"),
      }),
    );
  });
}

/** An export of a module. */
export interface Exported {
  readonly name: string;
  readonly isType: boolean;
  readonly isValue: boolean;
  /** How many type arguments it has to be given; those with a default are left out. */
  readonly typeParameters: number;
}

/** What a module exports, star exports followed. */
export function exportsOf(specifier: string): Exported[] {
  const file = path.join(ROOT, "exports-of.ts");
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists } = host;
  const text = `export * from ${JSON.stringify(specifier)};`;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, rest[0], true) : getSourceFile(name, ...rest);
  host.fileExists = (name) => name === file || fileExists(name);
  const program = ts.createProgram([file], OPTIONS, host);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${specifier} is no module`);
  return checker.getExportsOfModule(module).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return {
      name: symbol.name,
      isType: (target.flags & ts.SymbolFlags.Type) !== 0,
      isValue: (target.flags & ts.SymbolFlags.Value) !== 0,
      typeParameters: neededParameters(target),
    };
  });
}

function neededParameters(symbol: ts.Symbol): number {
  const [declaration] = symbol.declarations ?? [];
  if (declaration === undefined || !ts.isTypeAliasDeclaration(declaration)) return 0;
  return (declaration.typeParameters ?? []).filter((parameter) => parameter.default === undefined).length;
}

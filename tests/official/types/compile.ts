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

/** Files on disk, which every program has: parsed once. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function hostOf(options: ts.CompilerOptions, texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const text = texts.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, rest[0], true);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, ...rest));
    return parsed.get(name);
  };
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  return host;
}

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
  const host = hostOf(all, texts);
  const { fileExists } = host;
  if (without !== undefined)
    host.fileExists = (name) => !name.includes(`/node_modules/${without}/`) && fileExists(name);
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
  const host = hostOf(OPTIONS, new Map([[file, `export * from ${JSON.stringify(specifier)};`]]));
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

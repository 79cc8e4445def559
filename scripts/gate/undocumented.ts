// Public exports that have no doc comment.
import path from "node:path";
import ts from "typescript";

const ENTRIES = ["lib/index.ts", "lib/sdk-tools.ts", "server/index.ts", "lib/testing/index.ts"];

export function undocumented(root: string): string[] {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
  };
  const files = ENTRIES.map((entry) => path.join(root, entry));
  const program = ts.createProgram(files, { ...options, skipLibCheck: true, types: [] });
  const checker = program.getTypeChecker();
  return files.flatMap((file, index) => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    const exported = module === undefined ? [] : checker.getExportsOfModule(module);
    return exported
      .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
      .filter((symbol) => symbol.getDocumentationComment(checker).length === 0)
      .map((symbol) => `${ENTRIES[index]} exports ${symbol.name}, which has no doc comment`);
  });
}

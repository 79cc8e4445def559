// The names that the official declarations give to a type's own members, as the compiler reads them.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const PACKAGE = "@anthropic-ai/claude-agent-sdk";

/** The members of an exported type or interface, without those that it inherits. */
export function declaredMembers(name: string): string[] {
  const resolved = ts.resolveModuleName(
    PACKAGE,
    fileURLToPath(import.meta.url),
    { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
    ts.sys,
  );
  const file = resolved.resolvedModule?.resolvedFileName;
  assert.ok(file !== undefined, `no declarations of ${PACKAGE}`);
  const program = ts.createProgram([file], { noResolve: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const found = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === name);
  assert.ok(found !== undefined, `no type ${name}`);
  const members = checker.getDeclaredTypeOfSymbol(found).symbol.members;
  return [...(members?.keys() ?? [])].map(String).filter((member) => !member.startsWith("__"));
}

// The names that the official declarations give to the members of a type, as the compiler reads them.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const PACKAGE = "@anthropic-ai/claude-agent-sdk";
const NODE_NEXT = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  noResolve: true,
};
const HERE = fileURLToPath(import.meta.url);
const file =
  ts.resolveModuleName(PACKAGE, HERE, NODE_NEXT, ts.sys).resolvedModule?.resolvedFileName ?? PACKAGE;
const program = ts.createProgram([file], NODE_NEXT);

/** The members of an exported type or interface, without those that it inherits. */
export function declaredMembers(name: string): string[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const found = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === name);
  assert.ok(found !== undefined, `no type ${name} in ${file}`);
  const members = checker.getDeclaredTypeOfSymbol(found).symbol.members;
  return [...(members?.keys() ?? [])].map(String).filter((member) => !member.startsWith("__"));
}

// The names that our own declarations list, as the compiler reads them.
import assert from "node:assert/strict";
import path from "node:path";
import ts from "typescript";
import { ROOT } from "../../../scripts/gate/command.ts";

const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), ts.sys.readFile) as { config: object };
const { options } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, ROOT);
const entry = path.join(ROOT, "lib/index.ts");
const program = ts.createProgram([entry], options);
const checker = program.getTypeChecker();

/** The fields and methods of a type, with those that it inherits. */
export function membersOf(name: string): string[] {
  return checker.getPropertiesOfType(typeNamed(name)).map((member) => member.name);
}

/** The texts that a type stands for. */
export function literalsOf(name: string): string[] {
  return texts(typeNamed(name));
}

/** The members of a union of messages, as `type` or `type/subtype`. */
export function kindsOf(name: string): string[] {
  const type = typeNamed(name);
  const found = (type.isUnion() ? type.types : [type]).flatMap((member) => {
    const subtypes = field(member, "subtype");
    return field(member, "type").flatMap((kind) =>
      subtypes.length > 0 ? subtypes.map((one) => `${kind}/${one}`) : [kind],
    );
  });
  return [...new Set(found)];
}

function field(type: ts.Type, name: string): string[] {
  const symbol = type.getProperty(name);
  return symbol === undefined ? [] : texts(checker.getTypeOfSymbol(symbol));
}

function texts(type: ts.Type): string[] {
  return (type.isUnion() ? type.types : [type]).flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
}

function typeNamed(name: string): ts.Type {
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find((one) => one.name === name);
  assert.ok(symbol !== undefined, `lib/index.ts exports no ${name}`);
  return checker.getDeclaredTypeOfSymbol(
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  );
}

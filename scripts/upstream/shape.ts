// What a declared type looks like from outside, as one line for each fact: comments and order do not count.
import ts from "typescript";

/** Fields by which the members of a union are told apart. */
const TELLING = new Set([
  "type",
  "subtype",
  "kind",
  "behavior",
  "status",
  "state",
  "reason",
  "source",
  "action",
]);

const printer = ts.createPrinter({ removeComments: true });

/** A type as it is written, on one line. */
export function written(node: ts.Node): string {
  return printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()).replaceAll(/\s+/g, " ");
}

/** The facts of the declarations of a name: its fields, each with its type; for a union its members. */
export function factsOf(declarations: readonly ts.Declaration[]): Set<string> {
  const facts = new Set<string>();
  for (const declaration of declarations) describe("", declaration, (fact) => facts.add(fact));
  return facts;
}

function describe(at: string, node: ts.Node, add: (fact: string) => void): void {
  if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node)) {
    for (const clause of node.heritageClauses ?? []) add(written(clause));
    for (const member of node.members) describeMember(at, member, add);
  } else if (ts.isTypeLiteralNode(node)) {
    for (const member of node.members) describeMember(at, member, add);
  } else if (ts.isTypeAliasDeclaration(node) || ts.isParenthesizedTypeNode(node)) {
    describe(at, node.type, add);
  } else if (ts.isVariableDeclaration(node)) {
    if (node.type) describe(at, node.type, add);
  } else if (ts.isIntersectionTypeNode(node)) {
    for (const part of node.types) describe(at, part, add);
  } else if (ts.isUnionTypeNode(node)) {
    for (const part of node.types)
      describe(ts.isTypeLiteralNode(part) ? `${at}{${tellingOf(part)}}` : at, part, add);
  } else if (ts.isArrayTypeNode(node) && ts.isTypeLiteralNode(node.elementType)) {
    describe(`${at}[]`, node.elementType, add);
  } else if (ts.isTypeOperatorNode(node) && ts.isTupleTypeNode(node.type)) {
    for (const element of node.type.elements) add(written(element));
  } else if (ts.isFunctionDeclaration(node)) {
    add(signature(node));
  } else {
    add(at === "" ? written(node) : `${at}: ${written(node)}`);
  }
}

function describeMember(
  at: string,
  member: ts.TypeElement | ts.ClassElement,
  add: (fact: string) => void,
): void {
  if (member.name === undefined) return void add(written(member));
  const name = `${at === "" ? "" : `${at}.`}${member.name.getText()}`;
  const optional =
    (ts.isPropertySignature(member) || ts.isMethodSignature(member)) && member.questionToken ? "?" : "";
  if (ts.isMethodSignature(member) || ts.isMethodDeclaration(member))
    add(`${name}${optional}${signature(member)}`);
  else if ((ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)) && member.type) {
    // A field that holds an object is a fact of its own: whether it may be left out is seen nowhere else.
    if (isObject(member.type)) add(`${name}${optional}`);
    describe(isObject(member.type) ? name : `${name}${optional}`, member.type, add);
  } else add(`${at} ${written(member)}`.trim());
}

function isObject(type: ts.TypeNode): boolean {
  return ts.isTypeLiteralNode(type) || (ts.isArrayTypeNode(type) && ts.isTypeLiteralNode(type.elementType));
}

function signature(node: ts.SignatureDeclaration): string {
  return `(${node.parameters.map(written).join(", ")}): ${node.type ? written(node.type) : "void"}`;
}

/** The field and value that tell an object in a union from the others. */
function tellingOf(literal: ts.TypeLiteralNode): string {
  const field = literal.members.find(
    (member) =>
      ts.isPropertySignature(member) &&
      member.type &&
      ts.isLiteralTypeNode(member.type) &&
      TELLING.has(member.name.getText()),
  );
  return field === undefined ? "" : written(field).replace(/;$/, "");
}

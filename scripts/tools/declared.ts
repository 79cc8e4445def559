// The types of tools that upstream declares, written anew from their facts: fields, what may be absent, and literals.
import ts from "typescript";
import { keyOf, objectOf } from "../json-schema-type.ts";

/**
 * @param text A declaration file.
 * @returns Of each type that it exports what stands behind the name, in our way of writing.
 */
export function declaredTypes(text: string): Map<string, string> {
  const { statements } = ts.createSourceFile("declared.d.ts", text, ts.ScriptTarget.Latest, true);
  return new Map(
    statements.flatMap((node) => {
      if (ts.isInterfaceDeclaration(node)) return [[node.name.text, objectType(node.members, "")]];
      return ts.isTypeAliasDeclaration(node) ? [[node.name.text, typeText(node.type, "")]] : [];
    }),
  );
}

function typeText(node: ts.TypeNode, indent: string): string {
  if (ts.isTypeLiteralNode(node)) return objectType(node.members, indent);
  if (ts.isParenthesizedTypeNode(node)) return `(${typeText(node.type, indent)})`;
  if (ts.isArrayTypeNode(node)) return `${typeText(node.elementType, indent)}[]`;
  if (ts.isTupleTypeNode(node)) return shortList([node], indent);
  if (ts.isUnionTypeNode(node)) {
    const tuples = node.types.filter(ts.isTupleTypeNode);
    if (tuples.length === node.types.length) return shortList(tuples, indent);
    return node.types.map((type) => typeText(type, indent)).join(" | ");
  }
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal))
    return JSON.stringify(node.literal.text);
  // Keywords, numbers, and names of other types.
  return node.getText();
}

function objectType(members: ts.NodeArray<ts.TypeElement>, indent: string): string {
  const [first] = members;
  if (first !== undefined && ts.isIndexSignatureDeclaration(first) && members.length === 1)
    return `Record<string, ${typeText(first.type, indent)}>`;
  const inner = `${indent}  `;
  const fields = members.map((member) => {
    if (ts.isIndexSignatureDeclaration(member)) return `[field: string]: ${typeText(member.type, inner)}`;
    if (!ts.isPropertySignature(member) || member.type === undefined)
      throw new Error(`Neither a field nor an index: ${member.getText()}`);
    const name = keyOf((member.name as ts.Identifier | ts.StringLiteral).text);
    return `${name}${member.questionToken ? "?" : ""}: ${typeText(member.type, inner)}`;
  });
  return objectOf(fields, indent);
}

/** Lists that are limited in length are declared as one tuple for each, or with a rest of any length. */
function shortList(tuples: readonly ts.TupleTypeNode[], indent: string): string {
  const elements = tuples.flatMap((tuple) => [...tuple.elements]);
  const [item, ...others] = new Set(elements.map((element) => typeText(itemOf(element), indent)));
  if (item === undefined || others.length > 0)
    throw new Error(`A list of different items: ${tuples[0]?.getText()}`);
  const lengths = tuples.map((tuple) => tuple.elements.length);
  return elements.some(ts.isRestTypeNode)
    ? `AtLeast${Math.min(...lengths) - 1}<${item}>`
    : `From${Math.min(...lengths)}To${Math.max(...lengths)}<${item}>`;
}

function itemOf(element: ts.TypeNode): ts.TypeNode {
  const item = ts.isRestTypeNode(element) ? (element.type as ts.ArrayTypeNode).elementType : element;
  return ts.isParenthesizedTypeNode(item) ? item.type : item;
}

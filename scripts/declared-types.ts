// The types that upstream declares, written anew from their facts: fields, what may be absent, and literals.
import ts from "typescript";
import { keyOf, objectOf } from "./declarations.ts";

export interface Manner {
  /** Names for the types of fields, by path such as `a.b`; of a list what it holds. Equal ones may share a name. */
  readonly parts?: Readonly<Record<string, string>>;
  /** Paths of fields that may be set to undefined to leave them out. */
  readonly undefinable?: RegExp;
}

/**
 * @param text A declaration file.
 * @returns Of each type that it exports, and of each part, what stands behind the name, in our way of writing.
 */
export function declaredTypes(text: string, manner: Manner = {}): Map<string, string> {
  const { statements } = ts.createSourceFile("declared.d.ts", text, ts.ScriptTarget.Latest, true);
  const writer = new Writer(manner);
  for (const node of statements) {
    if (ts.isInterfaceDeclaration(node)) writer.add(node.name.text, node, "");
    if (ts.isTypeAliasDeclaration(node)) writer.add(node.name.text, node.type, "");
  }
  return writer.bodies;
}

type Node = ts.TypeNode | ts.InterfaceDeclaration;

/** Where something stands: how deep, and in which field. */
interface Place {
  readonly indent: string;
  readonly path: string;
}

class Writer {
  readonly bodies = new Map<string, string>();
  readonly #manner: Manner;

  constructor(manner: Manner) {
    this.#manner = manner;
  }

  /** @throws {Error} If another type has this name. */
  add(name: string, node: Node, path: string): void {
    const body = this.#type(node, { indent: "", path });
    if ((this.bodies.get(name) ?? body) !== body) throw new Error(`Two types would be called ${name}`);
    this.bodies.set(name, body);
  }

  #type(node: Node, place: Place): string {
    if (ts.isTypeLiteralNode(node) || ts.isInterfaceDeclaration(node))
      return this.#object(node.members, place);
    if (ts.isParenthesizedTypeNode(node)) return `(${this.#type(node.type, place)})`;
    if (ts.isArrayTypeNode(node)) return `${this.#type(node.elementType, place)}[]`;
    if (ts.isTupleTypeNode(node)) return this.#shortList([node], place);
    if (ts.isUnionTypeNode(node)) {
      const tuples = node.types.filter(ts.isTupleTypeNode);
      if (tuples.length === node.types.length) return this.#shortList(tuples, place);
      return node.types.map((type) => this.#type(type, place)).join(" | ");
    }
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal))
      return JSON.stringify(node.literal.text);
    // Keywords, numbers, and names of other types.
    return node.getText();
  }

  #object(members: ts.NodeArray<ts.TypeElement>, { indent, path }: Place): string {
    const place = { indent: `${indent}  `, path };
    const [first] = members;
    if (first !== undefined && ts.isIndexSignatureDeclaration(first) && members.length === 1)
      return `Record<string, ${this.#type(first.type, { indent, path })}>`;
    return objectOf(
      members.map((member) => this.#member(member, place)),
      indent,
    );
  }

  #member(member: ts.TypeElement, { indent, path }: Place): string {
    if (ts.isIndexSignatureDeclaration(member))
      return `[field: string]: ${this.#type(member.type, { indent, path })}`;
    if (!ts.isPropertySignature(member) || member.type === undefined)
      throw new Error(`Neither a field nor an index: ${member.getText()}`);
    const name = (member.name as ts.Identifier | ts.StringLiteral).text;
    const place = { indent, path: path === "" ? name : `${path}.${name}` };
    const optional = member.questionToken !== undefined;
    const absent = optional && this.#manner.undefinable?.test(place.path) ? " | undefined" : "";
    return `${keyOf(name)}${optional ? "?" : ""}: ${this.#part(member.type, place)}${absent}`;
  }

  #part(type: ts.TypeNode, place: Place): string {
    const name = this.#manner.parts?.[place.path];
    if (name === undefined) return this.#type(type, place);
    const isList = ts.isArrayTypeNode(type);
    this.add(name, isList ? bare(type.elementType) : type, place.path);
    return isList ? `${name}[]` : name;
  }

  /** Lists that are limited in length are declared as one tuple for each, or with a rest of any length. */
  #shortList(tuples: readonly ts.TupleTypeNode[], place: Place): string {
    const elements = tuples.flatMap((tuple) => [...tuple.elements]);
    const [item, ...others] = new Set(elements.map((element) => this.#type(itemOf(element), place)));
    if (item === undefined || others.length > 0)
      throw new Error(`A list of different items: ${tuples[0]?.getText()}`);
    const lengths = tuples.map((tuple) => tuple.elements.length);
    return elements.some(ts.isRestTypeNode)
      ? `AtLeast${Math.min(...lengths) - 1}<${item}>`
      : `From${Math.min(...lengths)}To${Math.max(...lengths)}<${item}>`;
  }
}

function itemOf(element: ts.TypeNode): ts.TypeNode {
  return bare(ts.isRestTypeNode(element) ? (element.type as ts.ArrayTypeNode).elementType : element);
}

function bare(type: ts.TypeNode): ts.TypeNode {
  return ts.isParenthesizedTypeNode(type) ? type.type : type;
}

// What generated declarations take from upstream's: facts, in our way of writing, and comments of our own.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { declarationOf, listTypes } from "../../scripts/declarations.ts";
import { declaredTypes } from "../../scripts/declared-types.ts";

const DECLARED = `
/** Somebody else's words */
export interface Given {
  /** Their words on a field */
  'name': string;
  "-n"?: boolean;
  kind: 'a' | 'b' | null;
  few: [] | [{ x: 1 }] | [{ x: 1 }, { x: 1 }];
  some?: [string, ...string[]];
  items: ({ a: string } | { b?: number })[];
  map?: { [key: string]: { deep?: unknown } };
}
export type Either = Given | { open: true; [key: string]: unknown };
`;

const OURS = `
/** Ours. */
export interface Given {
  name: string;
  "-n"?: boolean;
  kind: "a" | "b" | null;
  few: From0To2<{
    x: 1;
  }>;
  some?: AtLeast1<string>;
  items: ({
    a: string;
  } | {
    /** On b. */
    b?: number;
  })[];
  map?: Record<string, {
    deep?: unknown;
  }>;
}
`;

describe("Types that are written anew from a declaration file", () => {
  const bodies = declaredTypes(DECLARED);
  const bodyOf = (name: string): string => bodies.get(name) ?? "";

  it("have its fields and literals, and our comments in place of its", () => {
    const notes = { Given: "Ours.", "Given.items.b": "On b." };
    assert.equal(declarationOf("Given", bodyOf("Given"), notes), OURS);
    assert.equal(
      declarationOf("Either", bodyOf("Either"), {}),
      "\nexport type Either = Given | {\n  open: true;\n  [field: string]: unknown;\n};\n",
    );
  });

  it("declare the lists that are limited in length", () => {
    const lists = listTypes(bodyOf("Given"));
    assert.match(lists, /^type From0To2<Item> = \[\] \| \[Item\] \| \[Item, Item\];$/m);
    assert.match(lists, /^type AtLeast1<Item> = \[Item, \.\.\.Item\[\]\];$/m);
  });

  it("give parts names of their own, and fields undefined where programs say that", () => {
    const text = "export interface A { one?: { x?: 1 }; many: { x?: 1 }[] }";
    const parts = { one: "Part", many: "Part" };
    const named = declaredTypes(text, { parts, undefinable: /^(?:one|many)\./ });
    assert.equal(named.get("A"), "{\n  one?: Part;\n  many: Part[];\n}");
    assert.equal(named.get("Part"), "{\n  x?: 1 | undefined;\n}");
  });

  it("are refused when two parts of one name differ, or a list holds different items", () => {
    const parts = { one: "Part", other: "Part" };
    const different = "export interface A { one: { x: 1 }; other: { x: 2 } }";
    assert.throws(() => declaredTypes(different, { parts }), /Two types would be called Part/);
    assert.throws(() => declaredTypes("export type A = [string, number];"), /A list of different items/);
  });
});

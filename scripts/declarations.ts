// How generated declarations are written: a line for each field, two spaces for each depth, and our own comments above.

/** What is to be said of types, and of their fields: by `Type`, or `Type.field.field`. */
export type Notes = Readonly<Record<string, string>>;

/** An exported type with its comments. @param body What stands behind the name. */
export function declarationOf(name: string, body: string, notes: Notes): string {
  const text = withNotes(name, body, notes);
  const about = notes[name] === undefined ? "" : `/** ${notes[name]} */\n`;
  // A union of objects begins and ends like one object. What says "undefined" is an alias upstream as well, which more can take.
  const isInterface = /^\{(?:\n[^}][^\n]*)*\n?\}$/.test(body) && !body.includes(" | undefined;");
  return `\n${about}export ${isInterface ? `interface ${name} ${text}` : `type ${name} = ${text};`}\n`;
}

function withNotes(type: string, body: string, notes: Notes): string {
  const path = [type];
  return body.replaceAll(
    /^((?: {2})+)(?:"(.+)"|([$\w]+))\??: /gm,
    (begin, indent: string, quoted: string | undefined, name = quoted) => {
      path.splice(indent.length / 2, path.length, String(name));
      const note = notes[path.join(".")];
      return note === undefined ? begin : `${indent}/** ${note} */\n${begin}`;
    },
  );
}

/** How a field is named where an object type is written. */
export function keyOf(name: string): string {
  return /^[$\w]+$/.test(name) ? name : JSON.stringify(name);
}

/** An object type, of its fields without semicolons. */
export function objectOf(fields: readonly string[], indent: string): string {
  if (fields.length === 0) return "{}";
  return `{\n${fields.map((field) => `${indent}  ${field};\n`).join("")}${indent}}`;
}

/** Declares the types of lists of a limited length that a text uses: `From1To4<…>`, `AtLeast1<…>`. */
export function listTypes(text: string): string {
  const names = new Set(text.match(/\b(?:From\d+To|AtLeast)\d+(?=<)/g));
  return [...names]
    .map((name) => {
      const [least = 0, most = least] = (name.match(/\d+/g) ?? []).map(Number);
      const rest = name.startsWith("AtLeast") ? ["...Item[]"] : [];
      const lengths = Array.from({ length: most - least + 1 }, (_, more) => least + more);
      const lists = lengths.map(
        (length) => `[${[...Array<string>(length).fill("Item"), ...rest].join(", ")}]`,
      );
      return `\ntype ${name}<Item> = ${lists.join(" | ")};\n`;
    })
    .join("");
}

// What follows from the declared settings: the kind of each, and the checks of the kinds, which typia makes.
import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { FORGIVEN } from "../settings/notes.ts";

type Kind = string | Kinds;
interface Kinds {
  readonly [setting: string]: Kind;
}

const LONG = ts.TypeFormatFlags.NoTruncation;
/** Comment tags that typia understands. */
const TAGS = new Set(["type", "minimum", "maximum", "exclusiveMinimum"]);

/** What typia turns into `lib/generated/setting-checks.ts`. @param up From its folder to `lib/`. */
export function settingsModule(root: string, up: string): string {
  const reader = new SettingsReader(root);
  const kinds = reader.kinds();
  const checks = [...reader.checks].map(([name, check]) => `  ${JSON.stringify(name)}: ${check},\n`);
  return [
    `import typia from "typia";\nimport type { Settings } from "${up}generated/settings.ts";\n\n`,
    "/** What a setting has to be: the name of a check, or the settings in it. */\n",
    "export type SettingKind = string | SettingKinds;\n\n/** What the settings in an object have to be. */\n",
    "export interface SettingKinds { readonly [setting: string]: SettingKind }\n",
    "\n/** What each setting has to be; objects that may be empty, field by field. */\n",
    `export const SETTING_KINDS: SettingKinds = ${JSON.stringify(kinds, null, 2)};\n`,
    "\n/** Whether a value is of a kind. */\n",
    `export const SETTING_CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {\n${checks.join("")}};\n`,
    ...forgiving(root),
  ].join("");
}

/** The settings of which the official SDK was seen to forgive a wrong value: what is on record is not kept by hand. */
function forgiving(root: string): string[] {
  const record = readFileSync(path.join(root, "tests/official/recorded/settings/values.json"), "utf8");
  const { scenarios } = JSON.parse(record) as { scenarios: Record<string, { values: string }> };
  const spoils = "the file does not count";
  const seen = Object.entries(scenarios).map(([name, { values }]) => {
    if (values.includes("SHA-256")) throw new Error(`Of "${name}" there is only a digest on record`);
    return { name, never: !values.includes(spoils), asNull: !values.startsWith(spoils) };
  });
  // This one is how the comparison sees whether the file counts.
  const never = seen.filter(({ name, never: forgiven }) => forgiven && name !== "$schema");
  const asNull = seen.filter(({ never: forgiven, asNull: nothing }) => nothing && !forgiven);
  const set = (names: readonly string[]): string =>
    `new Set(${JSON.stringify(names.toSorted(), null, 2)});\n`;
  return [
    "\n/** Of these a wrong value is left out, alone; a wrong value of any other setting spoils the file. */\n",
    `export const FORGIVEN_SETTINGS: ReadonlySet<string> = ${set([...never.map(({ name }) => name), ...FORGIVEN])}`,
    "\n/** Of these `null` is as good as nothing; of any other setting it is a wrong value. */\n",
    `export const NULLABLE_SETTINGS: ReadonlySet<string> = ${set(asNull.map(({ name }) => name))}`,
  ];
}

class SettingsReader {
  /** The text that asks typia for each check. */
  readonly checks: Map<string, string> = new Map();
  readonly #checker: ts.TypeChecker;
  readonly #source: ts.SourceFile;

  constructor(root: string) {
    const file = path.join(root, "lib/generated/settings.ts");
    const program = ts.createProgram([file], {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      allowImportingTsExtensions: true,
      noEmit: true,
      strict: true,
      types: [],
    });
    this.#checker = program.getTypeChecker();
    this.#source = program.getSourceFile(file) as ts.SourceFile;
  }

  kinds(): Kinds {
    const declared = this.#source.statements.find(
      (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === "Settings",
    ) as ts.InterfaceDeclaration;
    return this.#fields(this.#checker.getTypeAtLocation(declared), "Settings");
  }

  #fields(type: ts.Type, place: string): Kinds {
    const fields = type.getProperties().map((field) => {
      const inside = this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(field));
      const at = `NonNullable<${place}[${JSON.stringify(field.name)}]>`;
      return [
        field.name,
        this.#mayBeEmpty(inside) ? this.#fields(inside, at) : this.#kind(field, inside, place, at),
      ];
    });
    // "*" stands for all others, where the interface has room for them.
    const others =
      this.#checker.getIndexInfoOfType(type, ts.IndexKind.String) === undefined ? {} : { "*": "unknown" };
    return { ...(Object.fromEntries(fields) as Kinds), ...others };
  }

  /** An object whose every field may be missing: each is a setting of its own. */
  #mayBeEmpty(type: ts.Type): boolean {
    const fields = type.isUnion() || this.#checker.isArrayLikeType(type) ? [] : type.getProperties();
    const isObject = (type.flags & ts.TypeFlags.Object) !== 0;
    return (
      isObject && fields.length > 0 && fields.every(({ flags }) => (flags & ts.SymbolFlags.Optional) !== 0)
    );
  }

  /** The name of a kind is its type where that is short, and the place where it is declared otherwise. */
  #kind(field: ts.Symbol, type: ts.Type, place: string, at: string): string {
    const tags = field
      .getJsDocTags(this.#checker)
      .filter(({ name }) => TAGS.has(name))
      .map(({ name, text }) => `${name} ${ts.displayPartsToString(text)}`);
    const text = this.#checker.typeToString(type, undefined, LONG | ts.TypeFormatFlags.InTypeAlias);
    const isPlain = /^[\w\s"|()[\]-]*$/.test(text) && !/\b[A-Z]/.test(text.replaceAll(/"[^"]*"/g, ""));
    const named = this.#checker.typeToString(
      type,
      undefined,
      LONG | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope,
    );
    const alias = /^[A-Z]\w*(?:\[\])?$/.test(named) ? named : at.replaceAll(/NonNullable<|>/g, "");
    const name = isPlain ? [text, ...tags].join(", ") : alias;
    const whole = `Pick<${place}, ${JSON.stringify(field.name)}>`;
    this.checks.set(
      name,
      tags.length === 0
        ? `typia.createIs<${isPlain ? text : at}>()`
        : // A tag belongs to the field, so that the type alone does not have it.
          `(value: unknown) => typia.is<${whole}>({ ${field.name}: value })`,
    );
    return name;
  }
}

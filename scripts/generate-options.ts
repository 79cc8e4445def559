// Writes the tables of docs/options.md: what each option means, from its doc comment, and how it reaches the CLI.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { toLaunch } from "../lib/options/launch.ts";
import { OPTION_TABLE, type Options } from "../lib/options/options.ts";
import { ALONE } from "../tests/official/cases.ts";

const ROOT = path.join(import.meta.dirname, "..");
const GUIDE = "docs/options.md";

const THEMES: Readonly<Record<string, string>> = {
  model: "The model, and how much it may do",
  tool: "Tools, skills, plugins and subagents",
  permission: "Permissions, hooks and questions",
  mcp: "MCP servers",
  environment: "Directory, environment and settings",
  conversation: "The conversation",
  host: "What you see, and how long you wait",
};

/** Where an option works when no flag, variable or field of `initialize` tells of it. */
const ELSEWHERE: Readonly<Partial<Record<keyof Options, string>>> = {
  hooks: "`hooks` of `initialize`",
  cwd: "the process's directory",
  env: "the process's environment",
  allowDangerousEnv: "the process's environment",
  isolation: "`--setting-sources`, `--strict-mcp-config`, and the process's environment",
  pathToClaudeCodeExecutable: "the command",
  executable: "the command",
  executableArgs: "the command",
  extraArgs: "as flags",
  verbatimPrompts: "`client_composed` of each prompt",
  mcpServersDelivery: "`--mcp-config` or `initialize`",
  pluginDelivery: "`--plugin-dir` or `initialize`",
};

/** Options that no comparison with the official SDK starts a process with. */
const MORE: readonly Options[] = [{ sessionStore: {} as NonNullable<Options["sessionStore"]> }];

interface Field {
  readonly name: keyof Options;
  readonly type: string;
  readonly text: string;
}

/** Generate anew. @returns True when the committed file was up to date. */
export async function generateOptions({ check }: { check: boolean }): Promise<boolean> {
  const file = path.join(ROOT, GUIDE);
  const old = await readFile(file, "utf8");
  const sections = await Promise.all(Object.keys(THEMES).map(section));
  // The words before the mark are written by hand.
  const [head = ""] = old.split(/(?<=<!-- The tables are generated.*-->\n)/);
  const text = `${head}${sections.join("")}`;
  if (text === old) return true;
  if (!check) await writeFile(file, text);
  return false;
}

async function section(theme: string): Promise<string> {
  const name = `lib/options/${theme}-options.ts`;
  const source = ts.createSourceFile(
    name,
    await readFile(path.join(ROOT, name), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const rows = fieldsOf(source).map((field) => {
    const [meaning, byDefault] = split(field.text);
    const cells = [`\`${field.name}\``, `\`${field.type}\``, meaning, byDefault, wayOf(field.name)];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
  });
  const head =
    "| option | type | meaning | default | reaches the CLI as |\n| --- | --- | --- | --- | --- |\n";
  return `\n## ${THEMES[theme]}\n\n${head}${rows.join("")}`;
}

function fieldsOf(source: ts.SourceFile): Field[] {
  const declared = source.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text.endsWith("Options"),
  ) as ts.InterfaceDeclaration;
  return declared.members.filter(ts.isPropertySignature).map((member) => {
    const type = member.type?.getText(source).replace(/\s*\| undefined$/, "") ?? "";
    const [comment] = ts.getJSDocCommentsAndTags(member);
    const deprecated = ts.getJSDocDeprecatedTag(member);
    const said = [
      comment && ts.getTextOfJSDocComment((comment as ts.JSDoc).comment),
      deprecated && `Deprecated: ${ts.getTextOfJSDocComment(deprecated.comment)}`,
    ];
    return {
      name: member.name.getText(source) as keyof Options,
      type: type.replaceAll(/\s+/g, " ").replace(/^\(\((.*)\)$/, "($1"),
      text: said.filter(Boolean).join(" ").replaceAll(/\s+/g, " "),
    };
  });
}

/** The meaning, and what stands behind "Default:" up to the end of its sentence. */
function split(text: string): [string, string] {
  const found = /\s*Default: (.+?)[.](?=\s|$)/.exec(text);
  if (found === null) return [text, ""];
  return [`${text.slice(0, found.index)}${text.slice(found.index + found[0].length)}`.trim(), found[1] ?? ""];
}

/** How an option reaches the CLI: what a launch with it has, and one without it has not. */
function wayOf(name: keyof Options): string {
  const said = ELSEWHERE[name];
  if (said !== undefined) return said;
  const cases = [...Object.values(ALONE), ...MORE].filter((options) => options[name] !== undefined);
  const found = new Set(cases.flatMap((options) => differences(options, name)));
  if (found.size === 0 && OPTION_TABLE[name].way !== undefined)
    throw new Error(`No case in tests/official/cases.ts or here shows how "${name}" reaches the CLI`);
  return found.size === 0 ? "handled here" : [...found].join(", ");
}

function differences(options: Options, name: keyof Options): string[] {
  const { [name]: _left, ...rest } = options;
  const [given, without] = [toLaunch(options), toLaunch(rest)];
  const flags = (args: readonly string[]): string[] =>
    args.filter((argument) => argument.startsWith("--")).map((argument) => argument.replace(/=.*/s, ""));
  const fields = Object.keys(given.initialize).filter(
    (field) =>
      JSON.stringify(given.initialize[field as "title"]) !==
      JSON.stringify(without.initialize[field as "title"]),
  );
  return [
    ...flags(given.args)
      .filter((flag) => !flags(without.args).includes(flag))
      .map((flag) => `\`${flag}\``),
    ...given.files.map(({ flag }) => `\`${flag}\``),
    ...fields.map((field) => `\`${field}\` of \`initialize\``),
    ...Object.keys(given.env).map((variable) => `\`${variable}\``),
  ];
}

// The templates of a folder: those that are right are there, and of the others it is said why not.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import {
  listPromptTemplates,
  PromptTemplateError,
  type PromptTemplateList,
  renderPromptTemplate,
} from "../../lib/index.ts";

const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const HEAD = "title: T\ndescription: D\n";
const file = (front: string, body = "Say hello."): string => `---\n${front}---\n${body}\n`;

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "templates-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return folder;
}

const names = ({ templates }: PromptTemplateList): string[] => templates.map(({ name }) => name);

describe("A folder of templates", () => {
  it("has what the front matter of its files says, by name", async () => {
    const whole = `${HEAD}categories: [review, code]
author: Ada
secondary_tag: x
verified: true
votes: 3
parameters:
  - name: file
    description: |
      Which file
    required: true
  - { name: depth, description: How deep, param_type: number, default: 2 }
  - { name: tone, description: How, choices: [warm, cool] }
`;
    const folder = folderWith({ "whole.j2.md": file(whole), "a-b_1.j2.md": file(HEAD), "README.md": "no" });
    const { templates, problems } = await listPromptTemplates(folder);
    assert.deepEqual(problems, []);
    assert.deepEqual(templates, [
      {
        name: "a-b_1",
        file: path.join(folder, "a-b_1.j2.md"),
        title: "T",
        description: "D",
        categories: [],
        verified: false,
        votes: 0,
        parameters: [],
      },
      {
        name: "whole",
        file: path.join(folder, "whole.j2.md"),
        title: "T",
        description: "D",
        categories: ["review", "code"],
        author: "Ada",
        secondaryTag: "x",
        verified: true,
        votes: 3,
        parameters: [
          { name: "file", description: "Which file\n", type: "string", required: true },
          { name: "depth", description: "How deep", type: "number", required: false, default: 2 },
          { name: "tone", description: "How", type: "string", required: false, choices: ["warm", "cool"] },
        ],
      },
    ]);
  });

  const one = (parameter: string): string =>
    file(`${HEAD}parameters:\n  - { name: p, description: P, ${parameter} }\n`);
  const WRONG: Readonly<Record<string, readonly [content: string | Uint8Array, says: RegExp]>> = {
    empty: ["", /must begin with a line "---"/],
    plain: ["Say hello.\n", /must begin with a line "---"/],
    open: [`---\n${HEAD}Say hello.\n`, /does not end/],
    yaml: [file("title: [\n"), /is no YAML/],
    twice: [file(`${HEAD}title: other\n`), /is no YAML: Map keys must be unique/],
    aliases: [file("a: &a [x, x]\nb: [*a, *a]\n"), /is no YAML/],
    list: [file("- a\n"), /must be a list of fields|is missing/],
    nothing: [file(""), /must be a list of fields/],
    title: [file("description: D\n"), /"title" is missing/],
    blank: [file('title: " "\ndescription: D\n'), /"title" must not be empty/],
    unknown: [file(`${HEAD}paramaters: []\n`), /"paramaters" is no field/],
    type: [one("param_type: text"), /"parameters\.0\.param_type" must be string, number/],
    preset: [one("param_type: number, default: '2'"), /the default of parameter "p" must be a number/],
    useless: [one("required: true, default: x"), /parameter "p" is required, and so has no use/],
    choice: [one("choices: [a], default: b"), /the default of parameter "p" must be one of a/],
    choices: [one("param_type: number, choices: ['1']"), /has choices, which only a string has/],
    env: [one("x: 1").replace("name: p", "name: env"), /must not be env/],
    same: [
      file(`${HEAD}parameters:\n${"  - { name: p, description: P }\n".repeat(2)}`),
      /"parameters" has "p" twice/,
    ],
    many: [
      file(
        `${HEAD}parameters:\n${Array.from({ length: 101 }, (_, at) => `  - { name: p${at}, description: P }\n`).join("")}`,
      ),
      /must not be more than 100/,
    ],
    include: [file(HEAD, "{%- include 'a.j2.md' %}"), /has "include", but a template stands alone/],
    extends: [file(HEAD, "{% extends 'a' %}"), /has "extends"/],
    import: [file(HEAD, "{%+ import 'a' as a %}"), /has "import"/],
    from: [file(HEAD, "{#{% raw %}#}{%from 'a' import a%}"), /has "from"/],
    syntax: [file(HEAD, "\n\n{% if %}"), /is no Jinja: syntax error: unexpected end of block \(line 7\)/],
    nested: [file(HEAD, `{{ ${"(".repeat(9_000)} }}`), /is no Jinja/],
    large: [file(HEAD, "x".repeat(1_000_001)), /is larger than 1000000 bytes/],
    latin: [Buffer.from(file(HEAD, "Gr\u00fcezi"), "latin1"), /is not UTF-8/],
    utf16: [Buffer.from(`\ufeff${file(HEAD)}`, "utf16le"), /is not UTF-8/],
  };

  it("says what is wrong with a file, which hides no other", async () => {
    const wrong = Object.entries(WRONG).map(([name, [content]]) => [`${name}.j2.md`, content] as const);
    const folder = folderWith({ ...Object.fromEntries(wrong), "z.j2.md": file(HEAD) });
    const list = await listPromptTemplates(folder);
    assert.deepEqual(names(list), ["z"]);
    for (const [name, [, says]] of Object.entries(WRONG)) {
      const problem = list.problems.find(({ template }) => template === name);
      assert.ok(problem instanceof PromptTemplateError, name);
      assert.match(problem.message, says);
      assert.ok(problem.message.includes(`(${name}.j2.md)`), problem.message);
      assert.equal(problem.problem, "invalid");
      assert.equal(problem.file, path.join(folder, `${name}.j2.md`));
      await assert.rejects(renderPromptTemplate(folder, name), { message: problem.message });
    }
    assert.equal(list.problems.length, Object.keys(WRONG).length);
  });

  it("may have a BOM, CRLF, and directives in comments and raw blocks", async () => {
    const body = "{# {% include 'a' %} #}{% raw %}{% include 'b' %}{% endraw %}\nNext";
    const text = `\ufeff${file(HEAD, body)}`.replaceAll("\n", "\r\n");
    const folder = folderWith({ "dos.j2.md": text });
    assert.deepEqual(names(await listPromptTemplates(folder)), ["dos"]);
    assert.equal(await renderPromptTemplate(folder, "dos"), "{% include 'b' %}\nNext");
  });

  it("follows no links, and takes no folders and no odd names", async () => {
    const other = folderWith({ "secret.j2.md": file(HEAD, "secret") });
    const folder = folderWith({ "a b.j2.md": file(HEAD), ".j2.md": file(HEAD), "ok.j2.md": file(HEAD) });
    symlinkSync(path.join(other, "secret.j2.md"), path.join(folder, "link.j2.md"));
    mkdirSync(path.join(folder, "folder.j2.md"));
    const list = await listPromptTemplates(folder);
    assert.deepEqual(names(list), ["ok"]);
    assert.deepEqual(
      list.problems.map(({ template }) => template),
      ["", "a b", "folder", "link"],
    );
    for (const name of ["link", "folder"])
      await assert.rejects(renderPromptTemplate(folder, name), { problem: "not_found" });
  });

  it("that has more than 500 is read to that point", async () => {
    const files = Array.from({ length: 502 }, (_, at) => [
      `t${String(at).padStart(3, "0")}.j2.md`,
      file(HEAD),
    ]);
    const list = await listPromptTemplates(folderWith(Object.fromEntries(files)));
    assert.equal(list.templates.length, 500);
    assert.match(list.problems.map(({ message }) => message).join(), /^[^,]*more than 500$/);
  });

  it("that is not there is an error", async () => {
    const folder = path.join(folderWith({}), "none");
    await assert.rejects(listPromptTemplates(folder), { name: "PromptTemplateError", file: folder });
  });
});

describe("The package that renders", () => {
  it("is the one by whose name Deno finds it", () => {
    const root = path.join(import.meta.dirname, "../..");
    const { dependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const version = dependencies["minijinja-js"] ?? "";
    assert.match(version, /^\d+\.\d+\.\d+$/);
    for (const name of ["lib/templates/engine.ts", "deno.json"])
      assert.ok(readFileSync(path.join(root, name), "utf8").includes(`minijinja-js@${version}/`), name);
  });
});

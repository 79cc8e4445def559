import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { ROOT } from "../../scripts/gate/command.ts";
import { type Package, pack } from "../../scripts/gate/package.ts";

const run = promisify(execFile);

describe("The package as npm users get it", () => {
  let folder = "";
  let packed: Package | undefined;
  before(async () => {
    packed = await pack();
    folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-package-"));
    await mkdir(path.join(folder, "node_modules"));
    await symlink(packed.folder, path.join(folder, "node_modules/kodegen-claude-agent"));
    await writeFile(path.join(folder, "package.json"), '{"type":"module"}');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function script(name: string, text: string): Promise<string> {
    await writeFile(path.join(folder, name), text);
    const { stdout } = await run(process.execPath, [name], { cwd: folder });
    return stdout.trim();
  }

  /** What a program takes, in milliseconds of a processor. */
  async function cost(text: string): Promise<number> {
    const told = "const { user, system } = process.cpuUsage(begun); console.log((user + system) / 1_000);";
    return Number(await script("cost.mjs", `const begun = process.cpuUsage(); ${text} ${told}`));
  }

  it("importing the library takes a third of what the official SDK's import takes of a processor, at most", async () => {
    const official = pathToFileURL(
      path.join(ROOT, "node_modules/@anthropic-ai/claude-agent-sdk/sdk.mjs"),
    ).href;
    // The best of several, in turn, because other programs are at work as well.
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let time = 0; time < 7; time += 1) {
      ours.push(await cost('await import("kodegen-claude-agent");'));
      theirs.push(await cost(`await import(${JSON.stringify(official)});`));
    }
    assert.ok(Math.min(...ours) < Math.min(...theirs) / 3, `${ours.join(" ")}; ${theirs.join(" ")}`);
  });

  it("importing the library loads neither the MCP SDK nor zod, nor any other package", async () => {
    const hook = `export async function load(url, context, next) { process._rawDebug(url); return next(url, context); }`;
    await writeFile(path.join(folder, "hook.mjs"), hook);
    const register = `import { register } from "node:module"; register("./hook.mjs", import.meta.url);`;
    await writeFile(path.join(folder, "register.mjs"), register);
    await writeFile(path.join(folder, "load.mjs"), 'await import("kodegen-claude-agent");');
    const args = ["--import", "./register.mjs", "load.mjs"];
    const { stderr } = await run(process.execPath, args, { cwd: folder });
    const loaded = stderr.split("\n").filter((url) => url.startsWith("file:"));
    assert.ok(
      loaded.some((url) => url.includes("dist/lib/index.js")),
      stderr,
    );
    assert.deepEqual(
      loaded.filter((url) => /node_modules\/(?!kodegen-claude-agent\/)/.test(url)),
      [],
    );
  });

  it("an export loads marked for an HTML page alone", async () => {
    const id = "00000000-0000-4000-8000-000000000001";
    const project = path.join(folder, "config/projects/-shop");
    await mkdir(project, { recursive: true });
    const entry = { type: "user", uuid: id, sessionId: id, message: { role: "user", content: "hi" } };
    await writeFile(path.join(project, `${id}.jsonl`), `${JSON.stringify(entry)}\n`);
    const text = `process.env.CLAUDE_CONFIG_DIR = "config";
const { exportSession } = await import("kodegen-claude-agent");
await exportSession("${id}", { format: process.argv[2] });`;
    await writeFile(path.join(folder, "export.mjs"), text);
    const hook = `export async function load(url, context, next) { process._rawDebug(url); return next(url, context); }`;
    await writeFile(path.join(folder, "hook.mjs"), hook);
    const register = `import { register } from "node:module"; register("./hook.mjs", import.meta.url);`;
    await writeFile(path.join(folder, "register.mjs"), register);
    const loadsMarked = async (format: string): Promise<boolean> => {
      const args = ["--import", "./register.mjs", "export.mjs", format];
      const { stderr } = await run(process.execPath, args, { cwd: folder });
      return stderr.includes("/marked/");
    };
    assert.deepEqual([await loadsMarked("markdown"), await loadsMarked("json")], [false, false]);
    assert.equal(await loadsMarked("html"), true);
  });

  it("a template that is read loads its engine and YAML; a folder that has none loads neither", async () => {
    const file = "---\\ntitle: T\\ndescription: D\\n---\\nHello {{ 1 + 1 }}";
    const text = `import { mkdirSync, writeFileSync } from "node:fs";
const { listPromptTemplates, renderPromptTemplate } = await import("kodegen-claude-agent");
mkdirSync("prompts", { recursive: true });
const { templates } = await listPromptTemplates("prompts");
if (process.argv[2] === "none") process.exit(templates.length);
writeFileSync("prompts/hello.j2.md", "${file}");
console.log(await renderPromptTemplate("prompts", "hello"));`;
    await writeFile(path.join(folder, "templates.mjs"), text);
    const hook = `export async function load(url, context, next) { process._rawDebug(url); return next(url, context); }`;
    await writeFile(path.join(folder, "hook.mjs"), hook);
    const register = `import { register } from "node:module"; register("./hook.mjs", import.meta.url);`;
    await writeFile(path.join(folder, "register.mjs"), register);
    const loaded = async (what: string): Promise<string> => {
      const args = ["--import", "./register.mjs", "templates.mjs", what];
      const { stderr, stdout } = await run(process.execPath, args, { cwd: folder });
      assert.equal(stdout, what === "none" ? "" : "Hello 2\n");
      return stderr;
    };
    assert.doesNotMatch(await loaded("none"), /node_modules\/(?:minijinja-js|yaml)\//);
    const all = await loaded("one");
    assert.match(all, /node_modules\/minijinja-js\//);
    assert.match(all, /node_modules\/yaml\//);
  });

  it("has the exports of the sources, of the same kinds, although some of them are loaded later", async () => {
    const isClass = (value: unknown): boolean => typeof value === "function" && /^class\b/.test(`${value}`);
    const kinds = (exported: object): string[] =>
      Object.entries(exported).map(([name, value]) => `${name}: ${isClass(value) ? "class" : typeof value}`);
    const text = `const isClass = ${isClass}; console.log(JSON.stringify((${kinds})(await import("kodegen-claude-agent"))));`;
    assert.deepEqual(
      (JSON.parse(await script("kinds.mjs", text)) as string[]).toSorted(),
      kinds(await import("../../lib/index.ts")).toSorted(),
    );
  });

  it("every entry resolves under import, and under require()", async () => {
    const names = "Object.keys(m).includes(name)";
    for (const [entry, name] of [
      ["", "query"],
      ["/core", "query"],
      ["/server", "startServer"],
      ["/testing", "startOfflineModel"],
    ] as const) {
      const check = `const name = ${JSON.stringify(name)}; console.log(${names});`;
      assert.equal(
        await script("import.mjs", `const m = await import("kodegen-claude-agent${entry}"); ${check}`),
        "true",
      );
      assert.equal(
        await script("require.cjs", `const m = require("kodegen-claude-agent${entry}"); ${check}`),
        "true",
      );
    }
  });

  it("no file of the library awaits at its top level, so that require() works", () => {
    const files = readdirSync(path.join(ROOT, "lib"), { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    for (const file of files) {
      const text = readFileSync(path.join(ROOT, "lib", file), "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");
      assert.doesNotMatch(text, /^(?:(?:export )?const [^=\n]+= )?await /m, file);
    }
  });

  it("A25: npm packs the built files and the notices, and nothing of the tests or this machine", () => {
    const names = packed?.files ?? [];
    for (const expected of [
      "package.json",
      "README.md",
      "LICENSE.md",
      "CHANGELOG.md",
      "dist/lib/index.js",
      "dist/lib/index.d.ts",
      "dist/server/main.js",
      "dist/THIRD-PARTY.md",
    ]) {
      assert.ok(names.includes(expected), expected);
    }
    assert.deepEqual(
      names.filter(
        (name) => !/^(?:dist\/|package\.json$|README\.md$|LICENSE\.md$|CHANGELOG\.md$)/.test(name),
      ),
      [],
    );
  });

  it("npm and Deno publish the same entries, at the same version", () => {
    const npm = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
      version: string;
      exports: Record<string, unknown>;
    };
    const deno = JSON.parse(readFileSync(path.join(ROOT, "deno.json"), "utf8")) as {
      version: string;
      exports: Record<string, unknown>;
    };
    assert.equal(npm.version, deno.version);
    // What is no module, JSR has as a file alone.
    assert.deepEqual(
      Object.keys(npm.exports).filter((name) => !name.endsWith(".json")),
      Object.keys(deno.exports),
    );
  });
});

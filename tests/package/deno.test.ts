// The files that would be published for Deno, used by a program that has no more permissions than it needs.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { createScriptedClaude, type ScriptedClaude } from "../../lib/testing/index.ts";
import { ROOT } from "../../scripts/gate/command.ts";
import { runtimes } from "../../scripts/gate/runtimes.ts";

const PROGRAM = `import { query } from "@kodegen/claude-agent";
const [pathToClaudeCodeExecutable = "", cwd = ""] = Deno.args;
const env = { PATH: "/usr/bin:/bin", HOME: cwd };
const seen: string[] = [];
for await (const { type } of query("hello", { pathToClaudeCodeExecutable, cwd, env })) seen.push(type);
console.log(seen.join(" "));
`;

interface DenoConfig {
  readonly exports: Readonly<Record<string, string>>;
  readonly imports: Readonly<Record<string, string>>;
  readonly publish: { readonly include: readonly string[] };
}

describe("The files that Deno publishes", () => {
  const deno = runtimes().find(({ name }) => name === "deno")?.file;
  const skip = deno === undefined ? "Deno is not installed: npm run test:all does that" : false;
  let folder = "";
  let claude: ScriptedClaude | undefined;

  before(async () => {
    claude = await createScriptedClaude();
    folder = mkdtempSync(path.join(os.tmpdir(), "kodegen-deno-"));
    const { exports, imports, publish } = JSON.parse(
      readFileSync(path.join(ROOT, "deno.json"), "utf8"),
    ) as DenoConfig;
    for (const name of publish.include)
      cpSync(path.join(ROOT, name), path.join(folder, "package", name), { recursive: true });
    symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
    // What a registry does: the package under its name, and what it imports.
    const own = { "@kodegen/claude-agent": `./package/${exports["."]}` };
    const packages = Object.entries(imports).filter(([, where]) => where.startsWith("npm:"));
    const config = { nodeModulesDir: "manual", imports: { ...Object.fromEntries(packages), ...own } };
    writeFileSync(path.join(folder, "deno.json"), JSON.stringify(config));
    writeFileSync(path.join(folder, "program.ts"), PROGRAM);
  });
  after(async () => {
    await claude?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function run(flags: readonly string[]): { stdout: string; stderr: string } {
    const args = ["run", "--no-prompt", "--quiet", "--no-check", ...flags, "program.ts"];
    const env = { ...process.env, NO_COLOR: "1" };
    const program = [...args, String(claude?.path), folder];
    return spawnSync(String(deno), program, { cwd: folder, encoding: "utf8", env });
  }
  const smallest = (): string[] => [
    `--allow-run=${claude?.path},/bin/sh`,
    `--allow-read=${claude?.path}`,
    "--allow-sys=uid",
    "--allow-env=NODE_V8_COVERAGE",
  ];

  it("run with four permissions, none of which can be left out", { skip, timeout: 120_000 }, () => {
    const { stdout, stderr } = run(smallest());
    assert.equal(stdout.trim(), "system assistant result", stderr);
    for (const without of smallest()) {
      const others = smallest().filter((flag) => flag !== without);
      assert.equal(run(others).stdout.trim(), "", `without ${without}`);
    }
  });

  it("run without a shell as well, with a warning that there is no guardian", {
    skip,
    timeout: 60_000,
  }, () => {
    const flags = [`--allow-run=${claude?.path}`, ...smallest().slice(1)];
    const { stdout, stderr } = run(flags);
    assert.equal(stdout.trim(), "system assistant result", stderr);
    assert.match(stderr, /guardian_lost/);
  });

  it("are what docs/hosting.md says of their permissions", () => {
    const guide = readFileSync(path.join(ROOT, "docs/hosting.md"), "utf8");
    const [, command = ""] = /```sh\ndeno run ([\s\S]*?)```/.exec(guide) ?? [];
    const names = (flags: readonly string[]): string[] => flags.map((flag) => flag.split("=")[0] ?? "");
    assert.deepEqual(names(command.match(/--allow-\S+/g) ?? []).toSorted(), names(smallest()).toSorted());
  });
});

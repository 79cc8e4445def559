import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { HOOK_EVENTS } from "../../lib/index.ts";
import { createScriptedClaude, type ScriptedClaude } from "../../lib/testing/index.ts";
import { ROOT } from "../../scripts/gate/command.ts";
import { pack } from "../../scripts/gate/package.ts";
import { runtimes } from "../../scripts/gate/runtimes.ts";

const run = promisify(execFile);
const OFFICIAL = "@anthropic-ai/claude-agent-sdk";
const PROGRAMS = path.join(ROOT, "tests/official/types/programs");
/** This program needs @anthropic-ai/sdk. */
const MESSAGES_API = "messages-api.ts";

/** A program for the official SDK that says what it has seen. */
const HELLO = `import { createSdkMcpServer, HOOK_EVENTS, query, tool, type SDKMessage } from "${OFFICIAL}";
import { z } from "zod";
const add = tool("add", "Add", { a: z.number() }, async ({ a }) => ({ content: [{ type: "text", text: String(a) }] }));
const options = {
  pathToClaudeCodeExecutable: process.argv[2]!,
  mcpServers: { own: createSdkMcpServer({ name: "own", tools: [add] }) },
};
async function main(): Promise<void> {
  const seen: string[] = [];
  for await (const message of query({ prompt: "hello", options })) {
    const known: SDKMessage["type"] = message.type;
    if (message.type !== "assistant") seen.push(known);
    else for (const block of message.message.content) if (block.type === "text") seen.push(block.text);
  }
  console.log(seen.join(" "), HOOK_EVENTS.length);
}
main();
`;
const SEEN = `system hello result ${HOOK_EVENTS.length}`;

describe("The package under the official SDK's name, as an npm alias installs it", () => {
  let folder = "";
  let claude: ScriptedClaude | undefined;
  const inside = (...names: string[]): string => path.join(folder, ...names);
  before(async () => {
    claude = await createScriptedClaude();
    folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-alias-"));
    const { tarball } = await pack();
    const home = inside("node_modules", OFFICIAL);
    await mkdir(home, { recursive: true });
    await run("tar", ["-xzf", tarball, "-C", home, "--strip-components=1"]);
    const { dependencies } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    for (const name of [...Object.keys(dependencies), "zod", "@types/node"]) await link(name);
    await writeFile(inside("package.json"), '{"type":"module"}');
    await mkdir(inside("programs"));
    for (const name of readdirSync(PROGRAMS))
      await writeFile(inside("programs", name), readFileSync(path.join(PROGRAMS, name)));
    await writeFile(inside("programs/hello.ts"), HELLO);
    await writeFile(
      inside("programs/tools-of-cli.ts"),
      `export type { BashInput } from "${OFFICIAL}/sdk-tools";`,
    );
  });
  after(async () => {
    await claude?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function link(name: string): Promise<void> {
    await mkdir(path.dirname(inside("node_modules", name)), { recursive: true });
    await symlink(path.join(ROOT, "node_modules", name), inside("node_modules", name));
  }

  /** @returns What the compiler complains about. */
  async function compile(
    module: "nodenext" | "bundler",
    exclude: string[],
    ...flags: string[]
  ): Promise<string> {
    const compilerOptions = {
      target: "es2023",
      // The MCP SDK's declarations need the DOM's, which are there unless somebody leaves them out.
      lib: ["es2023", "dom", "esnext.disposable"],
      module: module === "nodenext" ? "nodenext" : "esnext",
      moduleResolution: module,
      strict: true,
      types: ["node"],
      rootDir: "programs",
      outDir: `out-${module}`,
    };
    const config = {
      compilerOptions,
      include: ["programs"],
      exclude: exclude.map((name) => `programs/${name}`),
    };
    await writeFile(inside("tsconfig.json"), JSON.stringify(config));
    const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
    const done = run(process.execPath, [tsc, "-p", "tsconfig.json", ...flags], { cwd: folder });
    return done.then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    );
  }

  for (const module of ["nodenext", "bundler"] as const) {
    it(`programs compile with ${module}, every declaration checked`, { timeout: 120_000 }, async () => {
      // Those of zod and of the MCP SDK, which these two import, are not ours and take most of the time.
      const without = [MESSAGES_API, "tools.ts", "hello.ts"];
      assert.equal(await compile(module, without, "--skipLibCheck", "false", "--skipDefaultLibCheck"), "");
    });

    it(`programs compile with ${module}, declarations not checked`, { timeout: 120_000 }, async () => {
      assert.equal(await compile(module, [MESSAGES_API], "--skipLibCheck", "true"), "");
    });
  }

  it("programs compile beside @anthropic-ai/sdk, and messages are of its types", {
    timeout: 120_000,
  }, async () => {
    await link("@anthropic-ai/sdk");
    assert.equal(await compile("nodenext", [], "--skipLibCheck", "true"), "");
    await rm(inside("node_modules/@anthropic-ai/sdk"));
  });

  for (const { name, file } of runtimes()) {
    if (file === undefined) continue;
    it(`a compiled program runs on ${name}`, { timeout: 60_000 }, async () => {
      const { stdout } = await run(file, [
        ...permissions(name),
        inside("out-nodenext/hello.js"),
        String(claude?.path),
      ]);
      assert.equal(stdout.trim(), SEEN);
    });
  }

  for (const { name, file } of runtimes()) {
    if (file === undefined || !name.startsWith("node")) continue;
    it(`require() gives the same on ${name}`, { timeout: 60_000 }, async () => {
      const text = `const { query } = require("${OFFICIAL}");
(async () => {
  const seen = [];
  for await (const message of query({ prompt: "hello", options: { pathToClaudeCodeExecutable: process.argv[2] } }))
    seen.push(message.type);
  console.log(seen.join(" "), Object.keys(require("${OFFICIAL}/core")).length > 50);
})();`;
      await writeFile(inside("program.cjs"), text);
      const { stdout } = await run(file, ["--no-warnings", inside("program.cjs"), String(claude?.path)]);
      assert.equal(stdout.trim(), "system assistant result true");
    });
  }
});

function permissions(runtime: string): string[] {
  return runtime === "deno" ? ["run", "--allow-all", "--quiet"] : [];
}

// "Always" as the answer to an agent's question: for its session alone, and no more than the server's policy allows.
import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import type { ManagedAgent, OpenQuestion, PermissionUpdate } from "../../lib/index.ts";
import { Policy, type PolicyOptions } from "../../server/policy/policy.ts";
import { type Always, alwaysOf } from "../../server/tasks/always.ts";
import { withRealClaude } from "../support/claude.ts";
import { modernClient, type Reply, type Rpc } from "../support/modern.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();
const WHERE = ["--allow-permission-mode", "acceptEdits", "--allow-tool", "Bash"];
const ALWAYS = "always in this session";
const COMMAND = "kodegen-no-such-command --one";

interface Field {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: string;
}
type Form = { params: { message: string; requestedSchema: { properties: Record<string, Field> } } };

function resultOf({ result, error }: Reply): Record<string, unknown> {
  return result ?? assert.fail(JSON.stringify(error));
}

describe("What always means", () => {
  const meantBy = (suggestions: unknown, options: PolicyOptions = {}, cwd = process.cwd()): unknown => {
    const policy = new Policy({ roots: [process.cwd()], allowTools: ["Bash"], ...options });
    const question = { suggestions } as OpenQuestion;
    return alwaysOf({ cwd, label: "Ada" } as ManagedAgent, question, policy);
  };
  const rule = (toolName: string, ruleContent?: string, more: object = {}): object => ({
    type: "addRules",
    rules: [{ toolName, ...(ruleContent !== undefined && { ruleContent }) }],
    behavior: "allow",
    destination: "localSettings",
    ...more,
  });
  const mode = (name: unknown): object => ({ type: "setMode", mode: name, destination: "userSettings" });

  it("is kept for the session, whatever was suggested, and said in words", () => {
    const always = meantBy([rule("Bash", "npm test *")]) as Always;
    assert.deepEqual(always.updates, [
      {
        type: "addRules",
        behavior: "allow",
        rules: [{ toolName: "Bash", ruleContent: "npm test *" }],
        destination: "session",
      },
    ] satisfies PermissionUpdate[]);
    assert.equal(always.means, "allow Bash(npm test *) without asking");
    const [edits] = [mode("acceptEdits")].map((each) =>
      meantBy([each], { allowPermissionModes: ["acceptEdits"] }),
    ) as [Always];
    assert.equal(edits.means, "change its permission mode to acceptEdits");
    const place = { type: "addDirectories", directories: [process.cwd()], destination: "session" };
    assert.match(
      (meantBy([rule("Bash", "x"), place]) as Always).means,
      /^allow Bash\(x\).*; let it work in \//,
    );
    assert.equal((meantBy([rule("Bash", "a\u001b[2J\nb")]) as Always).means.includes("\n"), false);
  });

  it("is not offered where the policy would refuse it, or what it is is not known", () => {
    const refused: [unknown, PolicyOptions?][] = [
      [undefined],
      [[]],
      [[rule("Bash", "npm test *")], { allowTools: [] }],
      [[rule("Read", "//etc/**")]],
      [[rule("Read")]],
      [[rule("Edit", `/${process.cwd()}-other/**`)]],
      [[rule("made_up")]],
      [[mode("acceptEdits")]],
      [[mode("bypassPermissions")], { allowPermissionModes: ["acceptEdits"] }],
      [[mode("plan"), mode("bypassPermissions")]],
      [[mode(7)]],
      [[{ type: "addDirectories", directories: ["/"], destination: "session" }]],
      [[{ type: "addDirectories", directories: [7], destination: "session" }]],
      [[rule("Bash", "x"), { type: "addDirectories", directories: ["/etc"], destination: "session" }]],
      [[rule("Bash", "x", { behavior: "deny" })]],
      [[rule("Bash", "x", { type: "removeRules" })]],
      [[rule("Bash", "x", { rules: "Bash" })]],
      [[rule("Bash", "x", { rules: [] })]],
      [[rule("Bash", "x", { rules: [{ toolName: 7 }, null] })]],
      [[rule("Bash", "x".repeat(600))]],
      [[null, "x", 7]],
    ];
    for (const [suggestions, options] of refused)
      assert.equal(meantBy(suggestions, options), undefined, JSON.stringify([suggestions, options]));
  });
});

describe("Always, with the real Claude Code", { timeout: 12 * LONG_MS }, () => {
  const started: ServerProcess[] = [];
  after(() => Promise.all(started.map((server) => server.stop())));
  const serve = async (args: readonly string[]): Promise<Rpc> => {
    const server = await startServerProcess(await claude.started(), args);
    started.push(server);
    return modernClient(server);
  };
  const looked = async (rpc: Rpc, taskId: string): Promise<Record<string, unknown>> => {
    let task: Record<string, unknown> = {};
    await until(
      async () => (task = resultOf(await rpc("tasks/get", { taskId })))["status"] !== "working",
      () => JSON.stringify(task),
      3 * LONG_MS,
    );
    return task;
  };
  /** What is asked of who answers each question so, until the agent is done. */
  const askedOf = async (rpc: Rpc, steps: readonly object[], content: object): Promise<Form[]> => {
    const cwd = path.join(claude.model.home, crypto.randomUUID());
    mkdirSync(cwd);
    const prompt = `[[mock: ${JSON.stringify([...steps, { text: "done" }]).replaceAll("$CWD", cwd)} ]]`;
    const call = { name: "claude_spawn_agent", arguments: { prompt, cwd, ask_permissions: true } };
    const taskId = String(resultOf(await rpc("tools/call", call))["taskId"]);
    const asked: Form[] = [];
    for (;;) {
      const { status, inputRequests = {} } = (await looked(rpc, taskId)) as {
        status: string;
        inputRequests?: Record<string, Form>;
      };
      if (status === "completed") break;
      const inputResponses = Object.fromEntries(
        Object.keys(inputRequests).map((key) => [key, { action: "accept", content }]),
      );
      asked.push(...Object.values(inputRequests));
      resultOf(await rpc("tasks/update", { taskId, inputResponses }));
    }
    for (const file of [cwd, claude.model.home].map((folder) => path.join(folder, ".claude")))
      for (const name of ["settings.json", "settings.local.json"])
        assert.ok(!existsSync(path.join(file, name)), `${file} has ${name}`);
    return asked;
  };
  const bash = { tool: "Bash", input: { command: COMMAND, description: "Try it" } };
  const write = (name: string): object => ({
    tool: "Write",
    input: { file_path: `$CWD/${name}`, content: "x" },
  });

  it("is not asked about the same again, and only this once is", async () => {
    const rpc = await serve(WHERE);
    const [form, ...more] = await askedOf(rpc, [bash, bash], { remember: ALWAYS });
    assert.equal(more.length, 0, JSON.stringify(more));
    const { remember } = form?.params.requestedSchema.properties ?? {};
    assert.deepEqual([remember?.enum, remember?.default], [["only this once", ALWAYS], "only this once"]);
    assert.match(remember?.description ?? "", /allow Bash\(kodegen-no-such-command.*\) without asking/);
    for (const content of [{}, { remember: "only this once" }, { remember: true }, { remember: "yes" }])
      assert.equal((await askedOf(rpc, [bash, bash], content)).length, 2, JSON.stringify(content));
    const files = [write("a.txt"), write("b.txt")];
    const [edits, ...others] = await askedOf(rpc, files, { remember: ALWAYS });
    assert.equal(others.length, 0);
    const { description } = edits?.params.requestedSchema.properties["remember"] ?? {};
    assert.match(description ?? "", /change its permission mode to acceptEdits/);
  });

  it("is not to be had where the server's policy does not allow it, whatever is answered", async () => {
    const asked = await askedOf(await serve([]), [write("a.txt"), write("b.txt")], { remember: ALWAYS });
    assert.equal(asked.length, 2);
    for (const { params } of asked)
      assert.deepEqual(Object.keys(params.requestedSchema.properties), ["reason"]);
  });
});

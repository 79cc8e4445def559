import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { AgentManager, endOrphans, ObservedAgents, OwnedAgents, prometheusText } from "../../lib/index.ts";
import { help } from "../../server/commands/help.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");
/** What stands in backticks in the first cells of a guide's tables. */
const firstCells = (text: string): string[] =>
  [...text.matchAll(/^\| (`.+?`) +\|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`(.+?)`/g)].map(([, code = ""]) => code),
  );
const section = (text: string, heading: string): string =>
  new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=\\n## |$(?![\\s\\S]))`, "m").exec(text)?.[1] ?? "";
/** The fields of an interface, as its source has them. */
const fieldsOf = (file: string, name: string): string[] => {
  const body = new RegExp(`interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(read(file))?.[1] ?? "";
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map(([, field = ""]) => field);
};
/** The texts of a union, or of one that a field has. */
const textsOf = (file: string, start: RegExp): string[] => {
  const body = start.exec(read(file))?.[1] ?? "";
  return [...body.matchAll(/"(\w+)"/g)].map(([, text = ""]) => text);
};

describe("docs/manager.md", () => {
  const guide = read("docs/manager.md");

  it("lists every method of a manager, the function beside them, every state and every limit", () => {
    const [methods = ""] = guide.split("## States");
    const listed = firstCells(methods).map((code) => code.replace(/\(.*/, ""));
    // `heard` is what the class before them asks of them.
    const inherited = (name: string): boolean => name === "constructor" || name === "heard";
    const own = [ObservedAgents, OwnedAgents, AgentManager]
      .flatMap((face) => Object.getOwnPropertyNames(face.prototype))
      .filter((name) => !inherited(name));
    assert.deepEqual(listed.toSorted(), [...own, endOrphans.name].toSorted());
    const states = textsOf("lib/manager/states.ts", /type AgentState =([^;]+);/);
    assert.deepEqual(firstCells(section(guide, "States")).toSorted(), states.toSorted());
    const limits = fieldsOf("lib/manager/options.ts", "AgentManagerOptions");
    assert.deepEqual(firstCells(section(guide, "Limits")).toSorted(), limits.toSorted());
  });
});

describe("docs/observability.md", () => {
  it("lists every field of a snapshot, and each with its name in Prometheus", () => {
    const guide = section(read("docs/observability.md"), "Metrics");
    const fields = fieldsOf("lib/manager/metrics.ts", "MetricsSnapshot");
    assert.deepEqual(firstCells(guide).toSorted(), fields.toSorted());
    const text = prometheusText(new AgentManager().metrics());
    const names = [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name);
    assert.deepEqual(
      [...guide.matchAll(/`(kodegen_\w+)(?:\{\w+\})?`/g)].map(([, name]) => name).toSorted(),
      names.toSorted(),
    );
  });
});

describe("docs/server.md", () => {
  it("lists the flags of `serve` as its help does, and every reason for which a server does not start", () => {
    const guide = read("docs/server.md");
    const flags = (text: string): string[] => text.match(/--[\w-]+/g) ?? [];
    const helped = flags(help("serve")).filter((flag) => flag !== "--help");
    assert.deepEqual(flags(firstCells(guide).join(" ")).toSorted(), helped.toSorted());
    for (const code of textsOf("server/start-error.ts", /type ServerStartCode =([^;]+);/))
      assert.ok(guide.includes(`\`${code}\``), code);
  });
});

describe("docs/debugging.md", () => {
  it("has a row for each code of a warning, and no other", () => {
    const codes = [
      ...textsOf("lib/session/events.ts", /readonly code:([^;]+);/),
      ...textsOf("lib/manager/warning.ts", /type ManagerWarning =([^;]+);/),
    ];
    const rows = firstCells(section(read("docs/debugging.md"), "Something is odd"));
    assert.deepEqual(rows.toSorted(), codes.toSorted());
  });
});

describe("docs/hosting.md", () => {
  const guide = read("docs/hosting.md");
  const block = (language: string): string =>
    new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1] ?? "";

  it("has a unit that starts the server with flags that there are, and gives it time to end", () => {
    const unit = block("ini");
    const flags = /serve (.+)/.exec(unit)?.[1]?.match(/--[\w-]+/g) ?? [];
    assert.deepEqual(
      flags.filter((flag) => !help("serve").includes(flag)),
      [],
    );
    const grace = Number(/--shutdown-timeout-secs (\d+)/.exec(unit)?.[1]);
    assert.ok(Number(/TimeoutStopSec=(\d+)/.exec(unit)?.[1]) > grace);
  });

  it("builds on a Node that the package supports, and not as root", () => {
    const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
    const file = block("dockerfile");
    assert.ok(Number(/FROM node:(\d+)/.exec(file)?.[1]) > Number.parseInt(engines.node.slice(2), 10));
    assert.match(file, /^USER (?!root)/m);
  });
});

describe("docs/settings.md", () => {
  it("names the file of each source where the library looks for it", () => {
    const places = read("lib/settings/settings-places.ts");
    const guide = read("docs/settings.md");
    for (const name of ["settings.json", "settings.local.json", "/etc/claude-code"]) {
      assert.ok(places.includes(name), name);
      assert.ok(guide.includes(name), name);
    }
  });
});

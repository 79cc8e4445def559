import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { compile, exportsOf, OFFICIAL, OURS } from "./compile.ts";
import { PENDING } from "./pending.ts";

/** Why some types cannot be handed over; docs/compatibility.md says the same to people who switch. */
const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "official to ours": {
    AbortError: "ours is a ClaudeError, with code and retryable",
    Query: "ours is a class that can do more",
    WarmQuery: "its query() gives a Query",
    SpareProcess: "its claim() gives a Query",
    InMemorySessionStore: "each has private fields of its own, so that neither class fits the other's name",
    SdkMcpToolDefinition: "without a type argument it is a tool of any schema, of which there are more here",
  },
  "ours to official": {
    AnyZodRawShape: "ours is written without zod, so that zod need not be there",
    InMemorySessionStore: "as in the other direction",
    McpSdkServerConfigWithInstance: "ours takes any server that can be connected, not only an McpServer",
    McpServerConfig: "holds the one above",
    Options: "some options take more",
    SdkMcpToolDefinition: "as in the other direction",
  },
  "fields that ours lacks": {
    AnyZodRawShape: "as above",
    McpSdkServerConfigWithInstance: "as above",
    McpServerConfig: "as above",
    SdkMcpToolDefinition: "as above",
    Options: "as above; the other options are checked by a line of their own",
  },
  values: {
    InMemorySessionStore: "as above",
    createSdkMcpServer: "its instance is no McpServer of the MCP SDK, which would have to be loaded for it",
  },
};

/** Options that take more here, and why. */
const WIDER: Readonly<Record<string, string>> = {
  mcpServers: "an instance may be any server",
  executable: "any program that runs JavaScript, by name or path, which the official SDK also takes untyped",
};

/** Every property there has to be, so that a property that only one side has is a difference. */
const DEEP =
  "type Deep<T> = T extends (...args: never) => unknown ? T : " +
  "T extends object ? { [K in keyof T]-?: Deep<Exclude<T[K], undefined>> } : T;";

describe("Types of the tools, in the entry sdk-tools", () => {
  it("are the same in both directions, field by field", () => {
    const lines = [
      `import type * as o from "${OFFICIAL}/sdk-tools"; import type * as u from "./lib/sdk-tools.ts"; ${DEEP}`,
    ];
    for (const { name } of exportsOf(`${OFFICIAL}/sdk-tools`)) {
      lines.push(`{ const x = {} as o.${name}; const y: u.${name} = x; }`);
      lines.push(`{ const x = {} as u.${name}; const y: o.${name} = x; }`);
      lines.push(`{ const x = {} as Deep<u.${name}>; const y: Deep<o.${name}> = x; }`);
    }
    assert.ok(lines.length > 200);
    assert.deepEqual(compile({ "tools.ts": lines.join("\n") }), []);
  });
});

describe("Types of the official SDK and of this library", () => {
  /** What is wrong, by kind of check and name. */
  const wrong = new Map<string, Map<string, string>>(
    Object.keys(EXCEPTIONS).map((kind) => [kind, new Map()]),
  );
  const extra: string[] = [];

  before(() => {
    const lines = [
      `import type * as o from "${OFFICIAL}"; import type * as u from "${OURS}"; ${DEEP} let t!: u.SdkMcpToolDefinition<any>;`,
    ];
    const checks: (readonly [kind: string, name: string] | undefined)[] = [undefined];
    const check = (kind: string, name: string, text: string): void => {
      lines.push(`{ ${text} }`);
      checks.push([kind, name]);
    };
    for (const { name, isType, isValue, typeParameters } of exportsOf(OFFICIAL)) {
      if (PENDING.has(name)) continue;
      if (isType && typeParameters === 0) {
        check("official to ours", name, `const x = {} as o.${name}; const y: u.${name} = x;`);
        check("ours to official", name, `const x = {} as u.${name}; const y: o.${name} = x;`);
        check(
          "fields that ours lacks",
          name,
          `const x = {} as Deep<u.${name}>; const y: Deep<o.${name}> = x;`,
        );
      }
      if (isValue) check("values", name, `const x = {} as typeof u.${name}; const y: typeof o.${name} = x;`);
    }
    const wider = Object.keys(WIDER).map((option) => JSON.stringify(option));
    const rest = (module: string): string => `Omit<Deep<${module}.Options>, ${wider.join(" | ")}>`;
    check("extra", "Options", `const x = {} as ${rest("u")}; const y: ${rest("o")} = x;`);
    for (const option of wider)
      check("extra", option, `const x = {} as o.Options; const y: u.Options[${option}] = x[${option}];`);
    check("extra", "tools", "const x = {} as o.SdkMcpToolDefinition<any>; const y: typeof t = x;");
    check("extra", "tools", "const x = {} as typeof t; const y: o.SdkMcpToolDefinition<any> = x;");
    for (const { line, message } of compile({ "assignable.ts": lines.join("\n") })) {
      const [kind = "", name = ""] = checks[line] ?? [];
      const found = wrong.get(kind);
      if (found === undefined) extra.push(`${line}: ${message}`);
      else found.set(name, message);
    }
  });

  for (const [kind, exceptions] of Object.entries(EXCEPTIONS)) {
    it(`${kind}: no difference but those with a reason`, () => {
      const found = [...(wrong.get(kind) ?? [])].filter(([name]) => exceptions[name] === undefined);
      assert.deepEqual(found, []);
    });

    it(`${kind}: no reason for a difference that is not there`, () => {
      assert.deepEqual(
        Object.keys(exceptions).filter((name) => !wrong.get(kind)?.has(name)),
        [],
      );
    });
  }

  it("the options that are the same on both sides have the same fields", () => {
    assert.deepEqual(extra, []);
  });

  it("docs/compatibility.md names every difference", () => {
    const text = readFileSync(path.join(import.meta.dirname, "../../../docs/compatibility.md"), "utf8");
    const names = new Set(
      Object.values({ ...EXCEPTIONS, WIDER }).flatMap((exceptions) => Object.keys(exceptions)),
    );
    assert.deepEqual(
      [...names].filter((name) => !text.includes(`\`${name}`)),
      [],
    );
  });
});

// The flags of a CLI: those that its help lists, and those that the official SDK passes, whether listed or not.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import type { Packages } from "./packages.ts";
import type { Entries } from "./surface.ts";

const run = promisify(execFile);

/** An option of the help: perhaps a letter, names, and what it takes; then two spaces or the end of the line. */
const OPTION = /^ {2,}((?:-\w, )?--[\w-]+(?:, --[\w-]+)*(?: [<[].*?[>\]])?)(?: {2}|$)/gm;
const PASSED = /^(--[a-zA-Z][\w-]+)(?:=[\w-]*)?$/;

/** @param home A folder that the CLI may use as its own: what is in the user's is none of its business. */
export async function readFlags(packages: Packages, home: string): Promise<Entries> {
  const env = { HOME: home, USERPROFILE: home, PATH: "/usr/bin:/bin" };
  const { stdout } = await run(path.join(packages.cli, "claude"), ["--help"], { cwd: home, env });
  const program = await readFile(path.join(packages.sdk, "sdk.mjs"), "utf8");
  return flagsIn(stdout, program);
}

/** @param help What `claude --help` prints. @param program The official SDK, as JavaScript. */
export function flagsIn(help: string, program: string): Entries {
  const flags = new Map<string, Set<string>>();
  const add = (flag: string, fact: string): void =>
    void flags.set(flag, new Set([...(flags.get(flag) ?? []), fact]));
  for (const [, usage = ""] of help.matchAll(OPTION)) {
    const [flag] = usage.match(/--[\w-]+/) ?? [];
    if (flag !== undefined) add(flag, usage);
  }
  const visit = (node: ts.Node): void => {
    const [, flag] = ts.isStringLiteralLike(node) ? (PASSED.exec(node.text) ?? []) : [];
    if (flag !== undefined) add(flag, "passed by the official SDK");
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("sdk.mjs", program, ts.ScriptTarget.Latest, false));
  return flags;
}

// Writes what the guides say of upstream's releases, from the lists that the tests read: which are tested, and what differs on purpose.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { MINIMUM_CLI_VERSION } from "../lib/process/version.ts";
import {
  DIFFERENCES,
  type Difference,
  DROPPED,
  OWN_ARGUMENTS,
  OWN_VARIABLES,
} from "../tests/official/differences.ts";
import { FIRST_COMPARED } from "../tests/official/versions.ts";
import { ROOT } from "./gate/command.ts";
import { NODES } from "./gate/runtimes.ts";
import { table, withTables } from "./kinds/tables.ts";
import { pinned } from "./upstream/packages.ts";

/** Generate anew. @returns True when the committed files were up to date. */
export async function generateSupport({ check }: { check: boolean }): Promise<boolean> {
  const guides = {
    "docs/support.md": new Map([
      ["releases", await releases()],
      ["runtimes", await runtimes()],
    ]),
    "docs/compatibility.md": new Map([["differences", differences()]]),
  };
  let fresh = true;
  for (const [guide, tables] of Object.entries(guides)) {
    const file = path.join(ROOT, guide);
    const old = await readFile(file, "utf8");
    const text = withTables(old, tables);
    if (text === old) continue;
    fresh = false;
    if (!check) await writeFile(file, text);
  }
  return fresh;
}

/** What differs on purpose while programs run, by the reason: in which scenarios, and since when. */
function differences(): string {
  const rows = new Map<string, { scenarios: Set<string>; since: string }>();
  for (const [scenario, { why, since = FIRST_COMPARED }] of all()) {
    const row = rows.get(why) ?? { scenarios: new Set(), since };
    row.scenarios.add(scenario);
    rows.set(why, row);
  }
  return table([
    ["scenario", "what is different here, and why", "since"],
    ...[...rows].map(([why, { scenarios, since }]) => [[...scenarios].join("; "), why, since]),
  ]);
}

function all(): [scenario: string, difference: Pick<Difference, "why" | "since">][] {
  const variables = Object.entries({ ...OWN_VARIABLES, ...DROPPED });
  return [
    ...OWN_ARGUMENTS.map(
      ({ pattern, why }) => [`\`${pattern.source.replaceAll(/[\^=]/g, "")}\``, { why }] as const,
    ),
    ...variables.map(([name, why]) => [`\`${name}\``, { why }] as const),
    ...Object.values(DIFFERENCES)
      .flatMap((scenarios) => Object.entries(scenarios))
      .flatMap(([scenario, list]) => list.map((difference) => [scenario, difference] as const)),
  ].map(([scenario, difference]) => [scenario, difference]);
}

async function releases(): Promise<string> {
  const { sdk, cli } = await pinned();
  const older = Object.keys(await dependencies("tests/versions")).map((name) => name.replace("claude-", ""));
  if (!older.includes(MINIMUM_CLI_VERSION))
    throw new Error(
      `tests/versions does not run the oldest Claude Code that is let in: ${MINIMUM_CLI_VERSION}`,
    );
  return table([
    ["release", "tested with it"],
    ...older.map((version) => [`Claude Code ${version}`, "the main job"]),
    [`Claude Code ${cli}`, "every test, the main job too"],
    [`official SDK ${sdk}`, "the comparison of types and behaviour"],
  ]);
}

async function runtimes(): Promise<string> {
  const { deno = "", bun = "" } = await dependencies("tests/runtimes");
  return table([
    ["runtime", "versions"],
    ["Node.js", NODES.join(", ")],
    ["Deno", deno],
    ["Bun", bun],
  ]);
}

async function dependencies(folder: string): Promise<Record<string, string>> {
  const text = await readFile(path.join(ROOT, folder, "package.json"), "utf8");
  return (JSON.parse(text) as { dependencies: Record<string, string> }).dependencies;
}

// Upstream's packages in a release, fetched from the registry without installing them.
import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { ROOT } from "../gate/command.ts";

const run = promisify(execFile);

export const SDK = "@anthropic-ai/claude-agent-sdk";
export const CLI = "@anthropic-ai/claude-code";

/** A release of the official SDK and of the CLI. */
export interface Release {
  readonly sdk: string;
  readonly cli: string;
}

/** What this library is developed with: package.json is the one place that says so. */
export async function pinned(root: string = ROOT): Promise<Release> {
  const text = await readFile(path.join(root, "package.json"), "utf8");
  const { devDependencies } = JSON.parse(text) as { devDependencies: Record<string, string> };
  const [sdk, cli] = [devDependencies[SDK], devDependencies[CLI]];
  if (sdk === undefined || cli === undefined) throw new Error(`package.json pins no ${SDK} or no ${CLI}`);
  return { sdk, cli };
}

/** The newest release of both. */
export async function newest(): Promise<Release> {
  const [sdk = "", cli = ""] = await Promise.all(
    [SDK, CLI].map(async (name) => (await npm("view", name, "version")).trim()),
  );
  return { sdk, cli };
}

/** The folders of a release's packages. */
export interface Packages {
  readonly sdk: string;
  /** Of the CLI's program for this platform, which the CLI's own package only fetches. */
  readonly cli: string;
}

/** Fetch a release and unpack it below `folder`. */
export async function unpack({ sdk, cli }: Release, folder: string): Promise<Packages> {
  const program = `${CLI}-${process.platform}-${process.arch}`;
  const [one, other] = await Promise.all(
    [
      [SDK, sdk],
      [program, cli],
    ].map(async ([name = "", version = ""]) => {
      const target = path.join(folder, name, version);
      await mkdir(target, { recursive: true });
      const listed = await npm("pack", `${name}@${version}`, "--json", "--pack-destination", target);
      const [{ filename }] = JSON.parse(listed) as [{ filename: string }];
      await run("tar", [
        "-xzf",
        path.join(target, filename.replace("@", "").replace("/", "-")),
        "-C",
        target,
      ]);
      return path.join(target, "package");
    }),
  );
  return { sdk: one ?? "", cli: other ?? "" };
}

async function npm(...args: string[]): Promise<string> {
  const { stdout } = await run("npm", args, {
    cwd: ROOT,
    maxBuffer: 2 ** 26,
    shell: process.platform === "win32",
  });
  return stdout;
}

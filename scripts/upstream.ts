// Says what upstream has changed since the release that is pinned here, and which files of ours follow from it.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { compare } from "./upstream/compare.ts";
import { readFlags } from "./upstream/flags.ts";
import { newest, pinned, type Release, unpack } from "./upstream/packages.ts";
import { pageOf } from "./upstream/page.ts";
import { placeOf } from "./upstream/places.ts";
import { readSurface, type Surface } from "./upstream/surface.ts";

const HELP = `npm run upstream                        the pinned release and the newest
npm run upstream -- 0.3.320 0.3.330     two releases of the official SDK, and the CLI 2.1.x of each
It exits with 1 when anything differs.`;

const [from, to] = process.argv.slice(2);
if (from?.startsWith("-")) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const releases = [
    from === undefined ? await pinned() : releaseOf(from),
    to === undefined ? await newest() : releaseOf(to),
  ] as const;
  const folder = await mkdtemp(path.join(os.tmpdir(), "upstream-"));
  try {
    const before = await surfaceOf(releases[0], folder);
    const now = await surfaceOf(releases[1], folder);
    const differences = compare(before, now);
    console.log(pageOf(releases, differences, placeOf));
    process.exitCode = differences.length > 0 ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The two are released together: 0.3.330 of the one with 2.1.330 of the other. */
function releaseOf(sdk: string): Release {
  return { sdk, cli: sdk.replace(/^0\.3\./, "2.1.") };
}

async function surfaceOf(release: Release, folder: string): Promise<Surface> {
  const packages = await unpack(release, folder);
  const files = (await readdir(packages.sdk)).filter((file) => file.endsWith(".d.ts"));
  const texts = files.map(
    async (file) => [file, await readFile(path.join(packages.sdk, file), "utf8")] as const,
  );
  const surface = readSurface(Object.fromEntries(await Promise.all(texts)));
  return new Map([...surface, ["flags", await readFlags(packages, folder)]]);
}

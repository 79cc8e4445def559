import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { build } from "esbuild";
import { catalogue, type Listed, select } from "../../bench/harness/catalogue.ts";
import { onOneCore, ROOT } from "../../bench/harness/machine.ts";
import { type Ground, measure } from "../../bench/harness/measure.ts";
import { buildWorkloads, copyPackage } from "../../bench/harness/package.ts";
import type { WorkloadResult } from "../../bench/harness/results.ts";
import { makeStandIn } from "../../bench/harness/stand-in.ts";
import { writePlay } from "../../bench/stand-in/play.ts";

const isNode = !("deno" in process.versions) && !("bun" in process.versions);

describe("measure()", { skip: isNode ? false : "it measures processes of Node" }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "bench-test-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  let ground: Ground;
  let calls: Listed;

  before(async () => {
    const copy = copyPackage(folder);
    // The library alone, and no declarations: this is about the harness, not about figures.
    await build({
      entryPoints: [path.join(ROOT, "lib/index.ts")],
      outfile: path.join(copy, "dist/lib/index.js"),
      bundle: true,
      packages: "external",
      format: "esm",
      platform: "node",
    });
    const measured = await buildWorkloads(copy);
    ground = { folder, measured, standIn: makeStandIn(folder).path, oneCore: onOneCore() };
    const [listed] = select(await catalogue(), ["permissions-32"]);
    assert.ok(listed !== undefined);
    calls = { ...listed, workload: { ...listed.workload, size: { full: 200, quick: 100 } } };
  });

  function once(listed: Listed, where: Partial<Ground> = {}): Promise<WorkloadResult> {
    return measure(listed, { ...ground, ...where }, { runs: 2, quick: true });
  }

  it("measures both sides in pairs, and leaves nothing behind", async () => {
    const { failures, rows } = await once(calls);
    assert.deepEqual(failures, []);
    assert.deepEqual(
      rows.map(({ id }) => id),
      ["rate", "cpu"],
    );
    for (const { values, ratios } of rows) {
      assert.equal(values.ours?.runs.length, 2);
      assert.equal(values.official?.runs.length, 2);
      assert.equal(ratios.official?.runs[0], (values.ours.runs[0] ?? 0) / (values.official.runs[0] ?? 0));
    }
  });

  it("measures with the Node program in the executable's place as well", async () => {
    const standIn = path.join(ROOT, "bench/stand-in/stand-in.mjs");
    assert.deepEqual((await once(calls, { standIn })).failures, []);
  });

  it("a run in which an answer is missing has failed, and gives no figures", async () => {
    const request = { subtype: "can_use_tool", tool_name: "Bash", input: {}, tool_use_id: "t" };
    const workload = {
      ...calls.workload,
      prepare: (where: string) => writePlay(where, { request, requests: 99, atOnce: 32 }),
    };
    const { failures, rows } = await once({ ...calls, workload });
    assert.deepEqual(rows, []);
    assert.match(failures.join("\n"), /ours: Error: 99 calls of 100 were made/);
  });

  it("what needs one core is left out where a process cannot be pinned to one", async () => {
    const workload = { ...calls.workload, oneCore: true };
    const { leftOut, rows, failures } = await once({ ...calls, workload }, { oneCore: undefined });
    assert.match(leftOut ?? "", /taskset/);
    assert.deepEqual([rows, failures], [[], []]);
  });
});

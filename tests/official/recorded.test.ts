// The records are of what is installed, and each belongs to a comparison.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { it } from "node:test";
import { ADVICE } from "./record.ts";
import { installed } from "./versions.ts";

const HERE = new URL(".", import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, HERE), "utf8");
const files = readdirSync(HERE, { recursive: true, encoding: "utf8" });
const records = files.filter((file) => /^recorded\/.*\.json$/.test(file));

it("the official SDK and the CLI are those of the records", () => {
  assert.ok(records.length > 0, ADVICE);
  for (const file of records) {
    const { sdk, cli } = JSON.parse(read(file)) as { sdk: string; cli: string };
    assert.deepEqual({ sdk, cli }, installed(), `${file} is out of date: ${ADVICE}`);
  }
});

it("every record is of a comparison that there is", () => {
  const sources = files.filter((file) => file.endsWith(".ts")).map(read);
  const orphans = records.filter((file) => {
    const name = file.replace(/^recorded\/|\.json$/g, "");
    return !sources.some((source) => source.includes(`"${name}"`) || source.includes(`"${file}"`));
  });
  assert.deepEqual(orphans, [], "remove what is no longer compared");
});

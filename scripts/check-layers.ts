// Fails on an import that points the wrong way, and on files that stand where nobody would look for them.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { breaches } from "./gate/layers.ts";

const ROOT = path.join(import.meta.dirname, "..");
const files = ["lib", "server", "spec"]
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map(
      (file) => `${folder}/${file}`,
    ),
  )
  .map((name) => name.replaceAll(path.sep, "/"))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name, text: readFileSync(path.join(ROOT, name), "utf8") }));

const found = breaches(files);
for (const line of found) console.error(line);
console.log(`${files.length} files, ${found.length} breaches`);
process.exitCode = found.length > 0 ? 1 : 0;

// Builds dist/: JavaScript and declarations for npm.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";

const ROOT = path.join(import.meta.dirname, "..");
const DIST = path.join(ROOT, "dist");

rmSync(DIST, { recursive: true, force: true });
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { cwd: ROOT, stdio: "inherit" });
// Plain JavaScript that runs as a process of its own, so the compiler does not know of it.
mkdirSync(path.join(DIST, "lib/testing"), { recursive: true });
copyFileSync(path.join(ROOT, "lib/testing/player.mjs"), path.join(DIST, "lib/testing/player.mjs"));
chmodSync(path.join(DIST, "server/main.js"), 0o755);

const files = readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
const needy = files.filter((file) => /from "(?:typia|@valibot)/.test(readFileSync(path.join(DIST, file), "utf8")));
if (needy.length > 0) throw new Error(`dist imports a development dependency: ${needy.join(", ")}`);
if (!readFileSync(path.join(DIST, "server/main.js"), "utf8").startsWith("#!")) throw new Error("dist/server/main.js has lost its first line");

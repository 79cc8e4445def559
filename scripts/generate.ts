// Writes everything that is generated and committed; with --check it only says what is stale.
import process from "node:process";
import { generateFlags } from "./generate-flags.ts";
import { generateKinds } from "./generate-kinds.ts";
import { generateOptions } from "./generate-options.ts";
import { generateServer } from "./generate-server.ts";
import { generateSettings } from "./generate-settings.ts";
import { generateSupport } from "./generate-support.ts";
import { generateTools } from "./generate-tools.ts";
import { generateUpstream } from "./generate-upstream.ts";

const check = process.argv.includes("--check");
const generators = {
  // First, because the kinds are put into upstream's order.
  "lib/generated/versions.ts, names.ts and constants.ts": generateUpstream,
  // Before the kinds, because its checks are made with them.
  "lib/generated/settings.ts and agents.ts": generateSettings,
  "lib/generated, docs/client.md, docs/hooks.md and docs/messages.md": generateKinds,
  "server/generated and docs/tools.md": generateServer,
  "docs/server.md and server/generated/config.schema.json": generateFlags,
  "docs/options.md": generateOptions,
  "lib/generated/tools.ts": generateTools,
  "docs/support.md and docs/compatibility.md": generateSupport,
};

const stale: string[] = [];
for (const [name, generate] of Object.entries(generators)) {
  if (!(await generate({ check }))) stale.push(name);
}
if (stale.length === 0) console.log("Generated files are up to date");
else if (check) console.error(`Stale: ${stale.join(", ")}; run "npm run generate" and commit the result`);
else console.log(`Written: ${stale.join(", ")}`);
process.exitCode = check && stale.length > 0 ? 1 : 0;

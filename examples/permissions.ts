// Allow reading, refuse everything else, and show what was asked: npx tsx examples/permissions.ts
import { query } from "../lib/index.ts";

const result = await query("Look around here, then write what you found into notes.txt.", {
  canUseTool: async (tool, input) => {
    const allowed = tool === "Read";
    console.log(`${allowed ? "allowed" : "refused"}: ${tool} ${JSON.stringify(input)}`);
    return allowed ? { behavior: "allow" } : { behavior: "deny", message: "This example only reads." };
  },
}).result();
console.log(result.subtype, `${result.permission_denials.length} refused`);

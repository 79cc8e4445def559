// Turns what asks typia for checks into plain functions, which need no typia when they run.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** From the folder that typia reads to `lib/`. */
export const UP = "../../";

/** @param root The repository. @param asking A module that imports typia. */
export async function withoutTypia(root: string, asking: string): Promise<string> {
  // typia reads and writes folders; this one is as deep in the tree as the imports need.
  const folder = await mkdtemp(path.join(root, "lib/.typia-"));
  const [input, output] = [path.join(folder, "in"), path.join(folder, "out")];
  try {
    await mkdir(input);
    await writeFile(path.join(input, "checks.ts"), asking);
    const cli = path.join(root, "node_modules/typia/lib/executable/typia.js");
    const folders = ["--input", input, "--output", output, "--project", "tsconfig.json"];
    await run(process.execPath, [cli, "generate", ...folders], { cwd: root });
    return toModule(await readFile(path.join(output, "checks.ts"), "utf8"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function toModule(text: string): string {
  const body = text
    .replaceAll(/^import typia from "typia";\n/gm, "")
    // What is behind each check is for typia alone, and so are the types that stand there.
    .replaceAll(/\(input: any\): input is [^=]*=>/g, "(input: any): boolean =>")
    .replaceAll(/from "(?:\.\.\/)+/g, 'from "../')
    .trimStart();
  if (/from "typia|import\("typia/.test(body)) {
    throw new Error("The checks import typia when they run: ask for createIs only");
  }
  return withoutUnused(lazily(body));
}

/** Each check is made when it is first asked: compiling all of them would be a sixth of an import. */
function lazily(body: string): string {
  const made = body.replaceAll(
    /^((?:export )?const \w+: [^=\n]*(?:=>[^=\n]*)?= )\(\(\) => \{([\s\S]*?)\}\)\(\);$/gm,
    "$1lazily(() => {$2});",
  );
  if (made === body) return body;
  return `${made}
function lazily(make: () => Check): Check {
    let check: Check | undefined;
    return (value) => (check ??= make())(value);
}
`;
}

/** The interfaces that were asked about are of no use any more. */
function withoutUnused(body: string): string {
  const told = new Set([...body.matchAll(/\bis (\w+)/g)].map(([, name = ""]) => name));
  return body.replaceAll(/^import type \{ (.*) \} from (.*)\n/gm, (_line, names: string, file: string) => {
    const used = names.split(", ").filter((name) => told.has(name));
    return used.length === 0 ? "" : `import type { ${used.join(", ")} } from ${file}\n`;
  });
}

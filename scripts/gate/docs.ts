// Code blocks of the documentation, and what has to be true of each.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { SCENARIOS, type Scenario } from "../../lib/testing/index.ts";

export interface CodeBlock {
  /** `README.md:12`. */
  readonly at: string;
  readonly language: string;
  readonly code: string;
  /** Why it is not run; said in a comment above the block. */
  readonly notRun: string | undefined;
  /** What the offline model plays while it runs: the name of a scenario, or one as JSON; in a comment above the block. */
  readonly model: string | undefined;
  /** What it prints, from the `text` block right below it; "…" stands for anything. */
  readonly prints: string | undefined;
}

// What readers need not see stands in a comment: <!-- not run: why --> or <!-- model: scenario -->.
const BLOCK =
  /(?:<!-- (not run|model): (.+?) -->\n+)?```(\w+)\n([\s\S]*?)```(?=(?:\n+```text\n([\s\S]*?)```)?)/g;

/** README.md and the guides, by their paths from the root. */
export function documents(root: string): { file: string; text: string }[] {
  const guides = readdirSync(path.join(root, "docs")).filter((file) => file.endsWith(".md"));
  return ["README.md", ...guides.map((file) => `docs/${file}`)].map((file) => ({
    file,
    text: readFileSync(path.join(root, file), "utf8"),
  }));
}

export function blocksIn(file: string, text: string): CodeBlock[] {
  return [...text.matchAll(BLOCK)].map((match) => {
    const [whole, remark, about, language = "", code = "", prints] = match;
    const line = text.slice(0, match.index + whole.indexOf("```")).split("\n").length;
    const notRun = remark === "not run" ? about : undefined;
    const model = remark === "model" ? about : undefined;
    return { at: `${file}:${line}`, language, code, notRun, model, prints };
  });
}

/** @throws {SyntaxError} If it is neither a name nor JSON. */
export function scenarioOf({ model }: CodeBlock): Scenario | undefined {
  return model === undefined ? undefined : (SCENARIOS[model] ?? (JSON.parse(model) as Scenario));
}

/** The first line that should have been printed and was not, or not in its place. */
export function unprinted(prints: string, stdout: string): string | undefined {
  let from = 0;
  for (const line of prints.trim().split("\n")) {
    const pattern = line
      .trim()
      .split("…")
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const found = new RegExp(pattern.join(".*")).exec(stdout.slice(from));
    if (found === null) return line;
    from += found.index + found[0].length;
  }
  return undefined;
}

/** What is wrong with shell and JSON blocks, without running them. */
export function staticProblems(block: CodeBlock, scripts: ReadonlySet<string>, help: string): string[] {
  if (block.language === "json") {
    try {
      JSON.parse(block.code);
      return [];
    } catch (error) {
      return [`${block.at} is not JSON: ${(error as Error).message}`];
    }
  }
  if (block.language !== "sh") return [];
  const missing = [...block.code.matchAll(/npm run ([\w:-]+)/g)].filter(
    ([, name = ""]) => !scripts.has(name),
  );
  const flags = [...block.code.matchAll(/kodegen-claude-agent\s+(?:serve|demo|doctor)([^\n#|]*)/g)].flatMap(
    ([, rest = ""]) => rest.match(/--[\w-]+/g) ?? [],
  );
  return [
    ...missing.map(([, name]) => `${block.at} runs "npm run ${name}", which is no script of package.json`),
    ...flags
      .filter((flag) => !help.includes(flag))
      .map((flag) => `${block.at} uses ${flag}, which --help does not know`),
  ];
}

/** Point a block at the sources, so that what is documented is what is here. */
export function onSources(code: string, root: string): string {
  const entries = {
    "": "lib/index.ts",
    "/sdk-tools": "lib/sdk-tools.ts",
    "/server": "server/index.ts",
    "/testing": "lib/testing/index.ts",
  };
  return code.replaceAll(
    /from "kodegen-claude-agent(\/[\w-]+)?"/g,
    (_whole, entry: keyof typeof entries = "") => {
      return `from "${path.join(root, entries[entry])}"`;
    },
  );
}

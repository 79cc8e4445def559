// Code blocks of the documentation, and what has to be true of each.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface CodeBlock {
  /** `README.md:12`. */
  readonly at: string;
  readonly language: string;
  readonly code: string;
  /** Why it is not run; said in a comment above the block. */
  readonly notRun: string | undefined;
}

const BLOCK = /(?:<!-- not run: ([^>]+?) -->\n+)?```(\w+)\n([\s\S]*?)```/g;

export function codeBlocks(root: string): CodeBlock[] {
  const files = [
    "README.md",
    ...readdirSync(path.join(root, "docs"))
      .filter((file) => file.endsWith(".md"))
      .map((file) => `docs/${file}`),
  ];
  return files.flatMap((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    return [...text.matchAll(BLOCK)].map((match) => {
      const [whole, notRun, language = "", code = ""] = match;
      const line = text.slice(0, match.index + whole.indexOf("```")).split("\n").length;
      return { at: `${file}:${line}`, language, code, notRun };
    });
  });
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
  const entries = { "": "lib/index.ts", "/server": "server/index.ts", "/testing": "lib/testing/index.ts" };
  return code.replaceAll(
    /from "kodegen-claude-agent(\/\w+)?"/g,
    (_whole, entry: keyof typeof entries = "") => {
      return `from "${path.join(root, entries[entry])}"`;
    },
  );
}

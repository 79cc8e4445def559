// An agent on a prompt from a file, filled in: npx tsx examples/templates.ts [folder] [name] [parameter=value …]
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { listPromptTemplates, query, renderPromptTemplate } from "kodegen-claude-agent";

const [given, name = "greet", ...values] = process.argv.slice(2);
const folder = given ?? mkdtempSync(join(tmpdir(), "prompts-"));
if (given === undefined)
  writeFileSync(
    join(folder, "greet.j2.md"),
    `---
title: Greet
description: Have somebody greeted
parameters:
  - { name: whom, description: Whom to greet, default: the world }
  - { name: times, description: How often, param_type: number, default: 1 }
---
Say hello to {{ whom }}{% if times > 1 %}, {{ times }} times{% endif %}.
`,
  );

try {
  const { templates, problems } = await listPromptTemplates(folder);
  for (const template of templates) console.log(`${template.name}: ${template.description}`);
  for (const { message } of problems) console.error(message);

  // What comes from a command line is text: it becomes what the template declares.
  const parameters = Object.fromEntries(values.map((text) => text.split(/=(.*)/s) as [string, string]));
  const prompt = await renderPromptTemplate(folder, name, parameters, { fromText: true });
  console.log(`> ${prompt}`);
  const { result } = (await query(prompt, { maxTurns: 3 }).result()) as { result?: string };
  console.log(result);
} finally {
  if (given === undefined) rmSync(folder, { recursive: true });
}

// A conversation as one HTML page that needs nothing but itself: no scripts, no other files, light and dark.

import { type Call, documentOf, type Part, shortTime, type Turn } from "./document.ts";
import { codeHtml, escapeHtml, proseToHtml } from "./prose.ts";
import type { SessionExport } from "./session-export.ts";
import { PAGE_STYLE } from "./style.ts";

/** Even if something slipped through unescaped, a browser would run and fetch nothing. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
const BASE64 = /^[A-Za-z0-9+/=\s]+$/;

export function toHtml(exported: SessionExport): string {
  const { title, facts, turns, subagents } = documentOf(exported);
  const rows = facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  const others = subagents.map(
    ({ name, turns: said }) =>
      `<details class="call"><summary><b>Subagent</b> ${escapeHtml(name)}</summary>${subagentHtml(said)}</details>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1 dir="auto">${escapeHtml(title)}</h1>
<dl>${rows.join("")}</dl>
</header>
<main>
${[...turns.map(turnHtml), ...others].join("\n")}
</main>
</body>
</html>
`;
}

function turnHtml({ who, name, time, parts }: Turn): string {
  const when =
    time === undefined ? "" : ` <time datetime="${escapeHtml(time)}">${escapeHtml(shortTime(time))}</time>`;
  return `<article class="${who}">
<h2>${name}${when}</h2>
${parts.map((part) => partHtml(part, who)).join("\n")}
</article>`;
}

function partHtml(part: Part, who: Turn["who"]): string {
  switch (part.kind) {
    case "prose":
      // What a user typed is shown as typed; what a model wrote is Markdown.
      return who === "assistant"
        ? `<div class="prose" dir="auto">${proseToHtml(part.text)}</div>`
        : `<div class="typed" dir="auto">${escapeHtml(part.text)}</div>`;
    case "aside":
      return `<details class="aside"><summary>${escapeHtml(part.label)}</summary><div class="prose" dir="auto">${proseToHtml(part.text)}</div></details>`;
    case "output":
      return codeHtml(part.text);
    case "media":
      return mediaHtml(part);
    case "remark":
      return `<p class="remark">${escapeHtml(part.text)}</p>`;
    case "branch":
      return `<details class="branch"><summary>${escapeHtml(part.label)}</summary>${part.turns.map(turnHtml).join("\n")}</details>`;
    case "call":
      return callHtml(part);
  }
}

function mediaHtml({ label, type, base64 }: Extract<Part, { kind: "media" }>): string {
  if (base64 !== undefined && PICTURES.has(type) && BASE64.test(base64))
    return `<img alt="${escapeHtml(label)}" src="data:${type};base64,${base64.replaceAll(/\s/g, "")}">`;
  return `<p class="remark">${escapeHtml(type === "" ? label : `${label} (${type})`)}</p>`;
}

function callHtml(call: Call): string {
  const state = call.failed ? ' <span class="failed">failed</span>' : "";
  const about = call.about === "" ? "" : ` <span class="about">${escapeHtml(call.about)}</span>`;
  const sections = [
    ["Input", codeHtml(call.input)],
    ["Subagent", call.subagents.map(subagentHtml).join("\n")],
    ["Result", call.result.map((part) => partHtml(part, "note")).join("\n")],
  ];
  const body = sections.flatMap(([name, html]) => (html ? [`<h3>${name}</h3>\n${html}`] : []));
  return `<details class="call${call.failed ? " bad" : ""}">
<summary><b>${escapeHtml(call.tool)}</b>${about}${state}</summary>
${body.join("\n")}
</details>`;
}

function subagentHtml(turns: readonly Turn[]): string {
  return `<div class="subagent">${turns.map(turnHtml).join("\n")}</div>`;
}

// The little Markdown that models write, as HTML: paragraphs, headings, lists, quotes, code. All text is escaped first.

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;
const RULE = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/;
/** Headings in a turn stand below the page's own. */
const FIRST_HEADING = 3;
const LAST_HEADING = 6;

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A text as blocks of HTML. What is not understood stays as text, so that nothing is lost. */
export function proseToHtml(text: string): string {
  const lines = text.split("\n");
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const [html, used] = blockAt(lines, at);
    if (html !== "") blocks.push(html);
    at += used;
  }
  return blocks.join("\n");
}

type Block = readonly [html: string, lines: number];

function blockAt(lines: readonly string[], at: number): Block {
  const line = lines[at] ?? "";
  if (line.trim() === "") return ["", 1];
  if (RULE.test(line)) return ["<hr>", 1];
  const heading = HEADING.exec(line);
  if (heading !== null) return [headingHtml(heading[1]?.length ?? 1, heading[2] ?? ""), 1];
  const fence = FENCE.exec(line);
  if (fence !== null) return codeAt(lines, at, fence[1] ?? "```");
  if (QUOTE.test(line)) {
    const inside = takeWhile(lines, at, (next) => QUOTE.test(next));
    const quoted = inside.map((next) => QUOTE.exec(next)?.[1] ?? "").join("\n");
    return [`<blockquote>${proseToHtml(quoted)}</blockquote>`, inside.length];
  }
  if (ITEM.test(line)) return listAt(lines, at);
  const paragraph = takeWhile(lines, at, (next, index) => index === 0 || isPlain(next));
  return [`<p>${paragraph.map(inline).join("<br>")}</p>`, paragraph.length];
}

function headingHtml(depth: number, text: string): string {
  const level = Math.min(LAST_HEADING, FIRST_HEADING + depth - 1);
  return `<h${level}>${inline(text)}</h${level}>`;
}

function isPlain(line: string): boolean {
  return line.trim() !== "" && ![RULE, HEADING, FENCE, QUOTE, ITEM].some((mark) => mark.test(line));
}

function takeWhile(
  lines: readonly string[],
  from: number,
  belongs: (line: string, index: number) => boolean,
): readonly string[] {
  let end = from;
  while (end < lines.length && belongs(lines[end] ?? "", end - from)) end += 1;
  return lines.slice(from, end);
}

/** Up to the closing fence, or to the end when nobody closed it. */
function codeAt(lines: readonly string[], at: number, fence: string): Block {
  const inside = takeWhile(lines, at + 1, (line) => !closes(line, fence));
  const closed = at + 1 + inside.length < lines.length;
  return [codeHtml(inside.join("\n")), inside.length + (closed ? 2 : 1)];
}

function closes(line: string, fence: string): boolean {
  const mark = FENCE.exec(line)?.[1];
  return mark?.startsWith(fence) === true && line.trim() === mark;
}

export function codeHtml(code: string): string {
  return `<pre tabindex="0"><code>${escapeHtml(code)}</code></pre>`;
}

/** Items of one list; what is indented below an item belongs to it. */
function listAt(lines: readonly string[], at: number): Block {
  const first = ITEM.exec(lines[at] ?? "");
  const indent = first?.[1]?.length ?? 0;
  const ordered = first?.[2] !== undefined;
  const items: string[][] = [];
  const used = takeWhile(lines, at, (line) => {
    const item = ITEM.exec(line);
    const depth = /^\s*/.exec(line)?.[0].length ?? 0;
    if (item !== null && depth <= indent) {
      if (depth < indent || (item[2] !== undefined) !== ordered) return false;
      items.push([item[3] ?? ""]);
      return true;
    }
    const belongs = line.trim() !== "" && depth > indent;
    if (belongs) items.at(-1)?.push(line.slice(Math.min(depth, indent + 2)));
    return belongs;
  });
  const [open, close] = ordered ? [`<ol start="${Number(first?.[2])}">`, "</ol>"] : ["<ul>", "</ul>"];
  const html = items.map(
    ([text = "", ...rest]) =>
      `<li>${inline(text)}${rest.length > 0 ? proseToHtml(rest.join("\n")) : ""}</li>`,
  );
  return [`${open}${html.join("")}${close}`, used.length];
}

/** Code, bold, and links to the web, in text that is escaped before anything else is done to it. */
function inline(text: string): string {
  return text
    .split(/(`+[^`]+`+)/)
    .map((piece, index) => {
      if (index % 2 === 1) return `<code>${escapeHtml(piece.replaceAll(/^`+|`+$/g, ""))}</code>`;
      return escapeHtml(piece)
        .replaceAll(/\*\*([^*\s](?:[^*]*[^*\s])?)\*\*/g, "<strong>$1</strong>")
        .replaceAll(
          /\[([^\][]+)\]\((https?:\/\/[^\s()]+)\)/g,
          '<a href="$2" rel="noopener noreferrer">$1</a>',
        );
    })
    .join("");
}

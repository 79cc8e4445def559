// Directives that name other templates: there is no other one to be had, so that they could only fail when they are reached.

const NEXT = /\{#|\{%[-+]?\s*(\w+)/g;
const END_RAW = /\{%[-+]?\s*endraw\b/g;
const REFUSED = new Set(["include", "extends", "import", "from"]);

/** @returns The first of them that is not in a comment and not in a raw block. */
export function otherTemplateIn(body: string): string | undefined {
  let at = 0;
  for (;;) {
    NEXT.lastIndex = at;
    const found = NEXT.exec(body);
    if (found === null) return undefined;
    const [, word] = found;
    if (word !== undefined && REFUSED.has(word)) return word;
    at = NEXT.lastIndex;
    if (word === "raw") at = endOf(END_RAW, body, at);
    else if (word === undefined) at = endOf(/#\}/g, body, at);
  }
}

function endOf(pattern: RegExp, body: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(body) === null ? body.length : pattern.lastIndex;
}

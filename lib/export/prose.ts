// What a model wrote, which is Markdown, as HTML that runs nothing and fetches nothing, within limits on what it may cost.
import { Lexer, type MarkedOptions, Parser, Renderer, type Token, Tokenizer, type Tokens } from "marked";

/** An answer is hardly ever as long. A longer one is shown as typed: many lines of one list item cost their square. */
const LONGEST_TEXT = 100_000;
/** marked takes time with the square of a paragraph's length for some paragraphs; longer ones are shown as typed. */
const LONGEST_PARAGRAPH = 5_000;
/** Quotes in lists in quotes …: marked calls itself for each, and the stack has an end. */
const DEEPEST = 20;
/** Headings in a turn stand below the page's own. */
const HEADINGS_BELOW = 2;
const LOWEST_HEADING = 6;
const UNDERLINED = /^[^\n]+\n {0,3}(?:=+|-+) *(?:\n|$)/;
const WEB = /^(?:https?:\/\/|mailto:)/i;

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

export function codeHtml(code: string): string {
  return `<pre tabindex="0"><code>${escapeHtml(code)}</code></pre>`;
}

export function proseToHtml(text: string): string {
  if (text.length > LONGEST_TEXT) return codeHtml(text);
  const options: MarkedOptions = {
    gfm: true,
    breaks: true,
    tokenizer: new TagsAreText(),
    renderer: new PlainRenderer(),
  };
  try {
    return Parser.parse(new BoundedLexer(options).lex(text), options).trim();
  } catch {
    // marked 18 throws for an empty quote in a list with a line behind it, and who knows what: it is shown as typed.
    return codeHtml(text);
  }
}

/** Gives up on what is too long or too deep, and leaves it as text. */
class BoundedLexer extends Lexer {
  #depth = 0;

  override blockTokens<List extends Token[]>(
    src: string,
    given?: List,
    lastParagraphClipped?: boolean,
  ): List {
    const tokens = given ?? ([] as Token[] as List);
    if (this.#depth >= DEEPEST) {
      tokens.push({ type: "paragraph", raw: src, text: src, tokens: [asText(src)] });
      return tokens;
    }
    this.#depth += 1;
    super.blockTokens(src, tokens, lastParagraphClipped);
    this.#depth -= 1;
    return tokens;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    if (this.#depth >= DEEPEST || src.length > LONGEST_PARAGRAPH) {
      tokens.push(asText(src));
      return tokens;
    }
    this.#depth += 1;
    super.inlineTokens(src, tokens);
    this.#depth -= 1;
    return tokens;
  }
}

function asText(src: string): Tokens.Text {
  return { type: "text", raw: src, text: src, escaped: false };
}

class TagsAreText extends Tokenizer {
  override html(): undefined {
    return undefined;
  }

  override tag(): undefined {
    return undefined;
  }

  /** Rows are filled up to the width of the first: a wide table with many short rows grows beyond all bounds. */
  override table(src: string): Tokens.Table | undefined {
    const [whole = "", , delimiters = "", rows = ""] = this.rules.block.table.exec(src) ?? [];
    const cells = delimiters.split("|").length * rows.split("\n").length;
    return cells > whole.length ? undefined : super.table(src);
  }

  /** Of one line: marked looks for the underline of a longer one to the end of the text, at each line of a list. */
  override lheading(src: string): Tokens.Heading | undefined {
    return UNDERLINED.test(src) ? super.lheading(src) : undefined;
  }
}

class PlainRenderer extends Renderer {
  override code({ text }: Tokens.Code): string {
    return `${codeHtml(text.replace(/\n$/, ""))}\n`;
  }

  override heading({ depth, tokens }: Tokens.Heading): string {
    const level = Math.min(LOWEST_HEADING, depth + HEADINGS_BELOW);
    return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
  }

  override checkbox({ checked }: Tokens.Checkbox): string {
    return checked ? "☑ " : "☐ ";
  }

  /** Only to the web; where another one leads is said. */
  override link(token: Tokens.Link): string {
    if (WEB.test(token.href)) return super.link(token).replace(/^<a /, '<a rel="noopener noreferrer" ');
    return `${this.parser.parseInline(token.tokens)} (<code>${escapeHtml(token.href)}</code>)`;
  }

  /** Named, and not fetched. */
  override image({ href, text }: Tokens.Image): string {
    return `${escapeHtml(text)} (<code>${escapeHtml(href)}</code>)`;
  }

  override text(token: Tokens.Text | Tokens.Escape): string {
    const html = super.text(token);
    return "tokens" in token ? html : html.replaceAll("\n", "<br>");
  }
}

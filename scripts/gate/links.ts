// Links of the documentation that lead nowhere: to a file that is not there, or to a heading that is not in it.
import path from "node:path";

/** A document, with its path from the root. */
export interface Document {
  readonly file: string;
  readonly text: string;
}

const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;
const OUTSIDE = /^[a-z]+:/;

/** @param exists Tells whether there is a file or folder with this path from the root. */
export function brokenLinks(documents: readonly Document[], exists: (file: string) => boolean): string[] {
  const anchors = new Map(documents.map(({ file, text }) => [file, anchorsOf(text)]));
  return documents.flatMap(({ file, text }) =>
    [...withoutCode(text).matchAll(LINK)].flatMap(([, link = ""]) => {
      if (OUTSIDE.test(link)) return [];
      const [written = "", anchor] = link.split("#");
      const target = written === "" ? file : path.posix.join(path.posix.dirname(file), written);
      if (!exists(target)) return [`${file} links to ${link}, but there is no ${target}`];
      if (anchor === undefined || anchors.get(target)?.has(anchor) !== false) return [];
      return [`${file} links to ${link}, but ${target} has no such heading`];
    }),
  );
}

/** The names that a renderer gives to headings. */
function anchorsOf(text: string): Set<string> {
  const headings = [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

function withoutCode(text: string): string {
  return text
    .replaceAll(/```[\s\S]*?```/g, "")
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ""));
}

// URIs of resources: templates with variables in the path (`{name}`) and, at their end, in the query (`{?name,other}`).
import type { Variables } from "../../spec/define.ts";

const EXPRESSION = /\{(\??)([\w,]+)\}/g;

/** The names of a template's variables: those that a URI must have, and those that it may. */
export function variablesOf(template: string): { path: string[]; query: string[] } {
  const found = [...template.matchAll(EXPRESSION)];
  const names = (mark: string): string[] =>
    found.filter(([, kind]) => kind === mark).flatMap(([, , list = ""]) => list.split(","));
  return { path: names(""), query: names("?") };
}

/** The URI with these values; query variables without a value are left out. */
export function expand(template: string, variables: Variables): string {
  return template.replaceAll(EXPRESSION, (_, kind: string, list: string) => {
    if (kind === "") return encodeURIComponent(variables[list] ?? "");
    const given = list.split(",").filter((name) => variables[name] !== undefined);
    const pairs = given.map((name) => `${name}=${encodeURIComponent(variables[name] ?? "")}`);
    return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
  });
}

/** What the variables stand for in a URI; undefined if it is not one of the template's. */
export function match(template: string, uri: string): Variables | undefined {
  const { path, query } = variablesOf(template);
  const [before = "", after] = splitQuery(uri);
  const pattern = template.replaceAll(/\{\?[^}]*\}$/g, "").split(/\{\w+\}/);
  const found = new RegExp(`^${pattern.map(escaped).join("([^/?#]+)")}$`).exec(before);
  if (found === null) return undefined;
  const pairs = path.map((name, index) => [name, decoded(found[index + 1] ?? "")] as const);
  const given = [...new URLSearchParams(after ?? "")].filter(([name]) => query.includes(name));
  return Object.fromEntries([...pairs, ...given]);
}

/** The URI without what says which part of it is meant. */
export function withoutQuery(uri: string): string {
  return splitQuery(uri)[0] ?? uri;
}

function splitQuery(uri: string): string[] {
  const at = uri.indexOf("?");
  return at < 0 ? [uri] : [uri.slice(0, at), uri.slice(at + 1)];
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // No percent-encoding: it is meant as it stands.
    return text;
  }
}

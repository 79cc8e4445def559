// Reads what a CLI has said without a check of its kind: whatever it is, something of the right type comes out.
import { isObject, type JsonObject } from "../json-object.ts";

/** Names in a list of names, or of things that have one. */
export function names(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .map((item: unknown) => (isObject(item) ? item["name"] : item))
    .filter((name) => typeof name === "string");
}

/** Empty for anything that is not a string: not every value can be turned into one. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The same place, though one of them may be relative, or have links before it that the other one has not. */
export function isSamePlace(found: string, asked: string): boolean {
  const tail = (path: string): string =>
    path
      .replaceAll("\\", "/")
      .replace(/^(?:\.{1,2}(?:\/|$))+/, "")
      .replace(/(?<!\/)\/+$/, "");
  const [is, end] = [tail(found), tail(asked)];
  return end === "" || is === end || is.endsWith(end.startsWith("/") ? end : `/${end}`);
}

// Numbers as readers want them: three digits that mean something, and no more.
import type { Summary } from "./statistics.ts";

export function figure(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString("en");
  return value.toFixed(size >= 10 ? 1 : 2);
}

export function range({ min, max }: Summary): string {
  return `${figure(min)}–${figure(max)}`;
}

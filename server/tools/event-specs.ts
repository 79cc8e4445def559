// Which declarations of `spec/events` are about something that has happened.
import type { AnyEventSpec, Happening } from "../../spec/define.ts";
import { events } from "../generated/declared.ts";

export function specsFor(happening: Happening): AnyEventSpec[] {
  return events.filter(
    // Of the same type, by which the function is chosen.
    ({ type, when }) => type === happening.type && (when?.(happening as never) ?? true),
  );
}

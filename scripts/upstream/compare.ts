// What is different between two surfaces: names that are new or gone, and what has changed of the others.
import { AREAS, type Area, type Surface } from "./surface.ts";

export interface Difference {
  readonly area: Area;
  readonly name: string;
  readonly kind: "new" | "changed" | "gone";
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export function compare(before: Surface, now: Surface): Difference[] {
  return AREAS.flatMap((area) => {
    const [old, current] = [before.get(area), now.get(area)];
    const names = [...new Set([...(old?.keys() ?? []), ...(current?.keys() ?? [])])].toSorted();
    return names.flatMap((name): Difference[] => {
      const [had, has] = [old?.get(name), current?.get(name)];
      const added = [...(has ?? [])].filter((fact) => had?.has(fact) !== true);
      const removed = [...(had ?? [])].filter((fact) => has?.has(fact) !== true);
      const kind = had === undefined ? "new" : has === undefined ? "gone" : "changed";
      return kind === "changed" && added.length + removed.length === 0
        ? []
        : [{ area, name, kind, added, removed }];
    });
  });
}

// A page of an agent's words.
import type { OwnedAgents } from "../../lib/index.ts";
import { sizeOf } from "./budget.ts";
import { type Page, type PageOf, positionOf } from "./page.ts";

export function textPage(manager: OwnedAgents, { sessionId, cursor, limit, room }: PageOf): Page {
  let maxCharacters = room;
  for (;;) {
    const page = manager.getSessionText(sessionId, {
      cursor,
      maxCharacters,
      ...(limit !== undefined && { limit }),
    });
    const size = sizeOf(page.text);
    if (size <= room) {
      const [next, inside] = positionOf(page.cursor);
      const returned = Math.max(0, next - positionOf(cursor)[0] - page.dropped);
      // A reader by position alone must come on as well; the rest of the message is for the cursor.
      const isStuck = returned === 0 && inside > 0;
      return {
        text: page.text,
        cursor: page.cursor,
        hasMore: page.hasMore,
        returned: isStuck ? 1 : returned,
        nextAfter: isStuck ? next : next - 1,
        dropped: page.dropped,
      };
    }
    maxCharacters = Math.max(2, Math.trunc((maxCharacters * room) / size) - 1);
  }
}

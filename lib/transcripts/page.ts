// A part of a list: so many, after so many.

/** Which items; `limit` is infinite when all are wanted. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** As the official SDK reads them: no limit, or one below 1, means all. */
export function pageFrom(options: {
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}): Page {
  const { limit, offset } = options;
  return {
    offset: offset === undefined || !(offset > 0) ? 0 : offset,
    limit: limit === undefined || !(limit > 0) ? Number.POSITIVE_INFINITY : limit,
  };
}

export function pageOf<Item>(items: readonly Item[], { offset, limit }: Page): readonly Item[] {
  return items.slice(offset, offset + limit);
}

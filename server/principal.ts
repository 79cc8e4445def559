// Who an agent belongs to.

/** Who calls: the bearer of a token, or the program at the other end of stdio. */
export type Principal = string;

// Names of the official SDK that are being built elsewhere; whoever brings them in takes them off this list.
export const PENDING: ReadonlySet<string> = new Set([]);

// The version of this package, where the server and its clients see it.

/** Kept equal to package.json by a test. */
export const VERSION: string = "0.1.0";

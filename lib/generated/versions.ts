// Generated from package.json; run `npm run generate`, never edit.

/** The official SDK release whose environment, arguments and types this library reproduces. */
export const SDK_VERSION = "0.3.332";

/** The Claude Code release that this library is developed and tested with. */
export const CLI_VERSION = "2.1.332";

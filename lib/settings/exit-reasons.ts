// Why a session ended, as the `SessionEnd` hook is told.

/** Every reason for the end of a session. */
export const EXIT_REASONS: readonly ["clear", "resume", "logout", "prompt_input_exit", "other"] = [
  "clear",
  "resume",
  "logout",
  "prompt_input_exit",
  "other",
];

/** Why a session ended. */
export type ExitReason = (typeof EXIT_REASONS)[number];

// Settings: what a person at the terminal sees and hears.

/** Settings: the terminal. */
export interface ScreenSettings {
  // The list of themes is open; TypeScript knows no other way to suggest some of them.
  theme?: string;
  tui?: "default" | "fullscreen";
  viewMode?: "default" | "verbose" | "focus";
  defaultView?: "chat" | "transcript";
  verbose?: boolean;
  statusLine?: {
    type: "command";
    command: string;
    padding?: number;
    refreshInterval?: number;
    hideVimModeIndicator?: boolean;
  };
  subagentStatusLine?: { type: "command"; command: string };
  prUrlTemplate?: string;
  footerLinksRegexes?: (
    | { type: "regex"; pattern: string; url: string; label?: string; [field: string]: unknown }
    | { type: string; [field: string]: unknown }
  )[];
  editorMode?: "normal" | "vim";
  keybindingFlavor?: "classic" | "readline";
  vimInsertModeRemaps?: { [keys: string]: unknown };
  spellcheck?: {
    enabled?: boolean;
    checker?: string;
    language?: string;
    color?: string;
    [field: string]: unknown;
  };
  emojiCompletionEnabled?: boolean;
  syntaxHighlightingDisabled?: boolean;
  /** @minimum 40 */
  maxProseWidth?: number;
  prefersReducedMotion?: boolean;
  autoScrollEnabled?: boolean;
  wheelScrollAccelerationEnabled?: boolean;
  timeFormat?: string;
  timeZone?: string;
  showTurnDuration?: boolean;
  showMessageTimestamps?: boolean;
  showClearContextOnPlanAccept?: boolean;
  terminalProgressBarEnabled?: boolean;
  terminalTitleFromRename?: boolean;
  spinnerTipsEnabled?: boolean;
  spinnerVerbs?: { mode: "append" | "replace"; verbs: string[] };
  spinnerTipsOverride?: {
    excludeDefault?: boolean;
    tips?: (string | { [field: string]: unknown })[];
    tipsFile?: string;
    label?: string;
    [field: string]: unknown;
  };
  /** @minimum 0 @maximum 1 */
  feedbackSurveyRate?: number;
  feedbackDrafts?: "notify" | "quiet" | "off";
  preferredNotifChannel?:
    | "auto"
    | "iterm2"
    | "terminal_bell"
    | "iterm2_with_bell"
    | "kitty"
    | "ghostty"
    | "notifications_disabled";
  inputNeededNotifEnabled?: boolean;
  agentPushNotifEnabled?: boolean;
  voice?: { enabled?: boolean; mode?: "hold" | "tap"; autoSubmit?: boolean };
  voiceEnabled?: boolean;
}

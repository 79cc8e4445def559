// Settings: sessions, their memory, files and commands, and work beside the main thread.

/** Settings: how sessions work. */
export interface SessionSettings {
  /** Environment variables for the session and its commands. */
  env?: { [name: string]: string };
  agent?: string;
  outputStyle?: string;
  language?: string;
  claudeMd?: string;
  claudeMdExcludes?: string[];
  includeGitInstructions?: boolean;
  respectGitignore?: boolean;
  fileSuggestion?: { type: "command"; command: string };
  fileCheckpointingEnabled?: boolean;
  /** How long transcripts are kept, in days. @type uint32 @minimum 1 */
  cleanupPeriodDays?: number;
  /** @type uint32 */
  desktopSessionCleanupPeriodDays?: number;
  autoUploadSessions?: boolean;
  plansDirectory?: string;
  autoMemoryEnabled?: boolean;
  autoMemoryDirectory?: string;
  autoDreamEnabled?: boolean;
  defaultShell?: "bash" | "powershell";
  bashEditDiffEnabled?: boolean;
  /** @type uint32 @minimum 1 */
  bashOutputMaxChars?: number;
  /** @type uint32 @minimum 1 */
  taskOutputMaxChars?: number;
  respondToBashCommands?: boolean;
  disableWindowsBashCommandSplit?: boolean;
  worktree?: {
    symlinkDirectories?: string[];
    sparsePaths?: string[];
    baseRef?: "fresh" | "head";
    bgIsolation?: "worktree" | "none";
    location?: string;
  };
  enableWorkflows?: boolean;
  disableWorkflows?: boolean;
  workflowSizeGuideline?: "unrestricted" | "small" | "medium" | "large";
  workflowKeywordTriggerEnabled?: boolean;
  enableArtifact?: boolean;
  disableArtifact?: boolean;
  disableAgentView?: boolean;
  disableReplyCheck?: boolean;
  todoFeatureEnabled?: boolean;
  promptSuggestionEnabled?: boolean;
  askUserQuestionTimeout?: "60s" | "5m" | "10m" | "never";
  dialogExpiry?: "60s" | "5m" | "10m" | "never";
  teammateMode?: "auto" | "tmux" | "iterm2" | "in-process";
  remote?: { defaultEnvironmentId?: string };
  remoteControlAtStartup?: boolean;
  daemonColdStart?: "transient" | "ask";
  sshConfigs?: {
    id: string;
    name: string;
    sshHost: string;
    sshPort?: number;
    sshIdentityFile?: string;
    startDirectory?: string;
  }[];
  sshHostCommands?: unknown[];
}

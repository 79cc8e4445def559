// Tools that run commands, and what goes on in the background: what they take, and what they give back.

/** Input of `Bash` (and of `PowerShell`). */
export interface BashInput {
  command: string;
  /** In milliseconds. */
  timeout?: number;
  /** What the command does, in a few words. */
  description?: string;
  run_in_background?: boolean;
  dangerouslyDisableSandbox?: boolean;
}

/** Output of `Bash`. */
export interface BashOutput {
  stdout: string;
  stderr: string;
  rawOutputPath?: string;
  interrupted: boolean;
  isImage?: boolean;
  /** Set when the command goes on in the background. */
  backgroundTaskId?: string;
  backgroundedByUser?: boolean;
  timedOutAfterMs?: number;
  backgroundCwdHint?: string;
  backgroundEndsWithFinalResponse?: true;
  backgroundWakesOwner?: true;
  dangerouslyDisableSandbox?: boolean;
  /** What the exit code means, where it is no failure. */
  returnCodeInterpretation?: string;
  noOutputExpected?: boolean;
  structuredContent?: unknown[];
  /** Where the whole output is when it is too long. */
  persistedOutputPath?: string;
  persistedOutputSize?: number;
  staleReadFileStateHint?: string;
  ghRateLimitHint?: string;
  gitOperation?: GitOperation;
}

interface GitOperation {
  commit?: { sha: string; kind: "committed" | "amended" | "cherry-picked"; branch?: string };
  push?: { branch: string };
  branch?: { ref: string; action: "merged" | "rebased" };
  pr?: {
    number: number;
    url?: string;
    action:
      | "created"
      | "edited"
      | "merged"
      | "commented"
      | "closed"
      | "reopened"
      | "ready"
      | "draft"
      | "auto-merge-enabled"
      | "auto-merge-disabled";
  };
}

/** Input of `TaskStop`. */
export interface TaskStopInput {
  task_id?: string;
  shell_id?: string;
}

/** Output of `TaskStop`. */
export interface TaskStopOutput {
  message: string;
  task_id: string;
  task_type: string;
  command?: string;
}

/** Input of `Monitor`: a command or a web socket whose lines are watched. */
export interface MonitorInput {
  description: string;
  timeout_ms: number;
  command?: string;
  ws?: { url: string; protocols?: string[] };
}

/** Output of `Monitor`. */
export interface MonitorOutput {
  taskId: string;
  timeoutMs: number;
  persistent?: boolean;
  keptInSandboxByCheck?: boolean;
}

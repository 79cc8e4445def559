// Settings: what may be done, and who is asked.
import type { PermissionMode } from "../wire/control-frames.ts";
import type { SandboxSettings } from "./sandbox.ts";

/** Permission settings. */
export interface PermissionSettings {
  allow?: string[];
  deny?: string[];
  ask?: string[];
  /** The mode of new sessions; see `filterEscalatingDefaultMode()`. */
  defaultMode?: PermissionMode;
  disableBypassPermissionsMode?: "disable";
  disableAutoMode?: "disable";
  /** Refuse what would otherwise be asked. */
  denyInsteadOfPrompting?: boolean;
  blockReadsOutsideWorkingDirectories?: boolean;
  blockWritesOutsideWorkingDirectories?: boolean;
  blockReadsExemptPaths?: string[];
  workingDirectoriesAsGiven?: string[];
  workingDirectoriesExclude?: string[];
  additionalDirectories?: string[];
  [setting: string]: unknown;
}

/** Settings: permissions and the sandbox. */
export interface SafetySettings {
  permissions?: PermissionSettings;
  sandbox?: SandboxSettings;
  /** Managed settings only: no rules but those of managed settings. */
  allowManagedPermissionRulesOnly?: boolean;
  /** What auto mode is told to allow and refuse. */
  autoMode?: {
    allow?: string[];
    soft_deny?: string[];
    hard_deny?: string[];
    environment?: string[];
    classifyAllShell?: boolean;
  };
  disableAutoMode?: "disable";
  useAutoModeDuringPlan?: boolean;
  skipAutoPermissionPrompt?: boolean;
  skipDangerousModePermissionPrompt?: boolean;
  skipWebFetchPreflight?: boolean;
  /** Messages from other sessions of this machine. */
  crossSessionInbound?: "accept" | "hold" | "refuse";
  isolatePeerMachines?: boolean;
}

// Hooks around files and directories: what they are told, and what they may answer.
import type { HookInputOf, HookOutputOf } from "./base.ts";

/** Called when a worktree is wanted: the hook makes it and must answer with its path. */
export interface WorktreeCreateHookInput extends HookInputOf<"WorktreeCreate"> {
  name: string;
}

/** What a `WorktreeCreate` hook may answer with. */
export interface WorktreeCreateHookSpecificOutput extends HookOutputOf<"WorktreeCreate"> {
  worktreePath: string;
}

/** Called when a worktree is no longer wanted. */
export interface WorktreeRemoveHookInput extends HookInputOf<"WorktreeRemove"> {
  worktree_path: string;
}

/** Called when the working directory changes; not by `cd` in a command. */
export interface CwdChangedHookInput extends HookInputOf<"CwdChanged"> {
  old_cwd: string;
  new_cwd: string;
}

/** What a `CwdChanged` hook may answer with. */
export interface CwdChangedHookSpecificOutput extends HookOutputOf<"CwdChanged"> {
  watchPaths?: string[];
}

/** Called when a file of `watchPaths` changes. */
export interface FileChangedHookInput extends HookInputOf<"FileChanged"> {
  file_path: string;
  event: "change" | "add" | "unlink";
}

/** What a `FileChanged` hook may answer with. */
export interface FileChangedHookSpecificOutput extends HookOutputOf<"FileChanged"> {
  watchPaths?: string[];
}

/** Called when a directory is added to the session. */
export interface DirectoryAddedHookInput extends HookInputOf<"DirectoryAdded"> {
  directory: string;
  source: "slash_command" | "register_repo_root";
}

// Tools on files: what they take, and what they give back.

/** Input of `Read`. */
export interface FileReadInput {
  /** Absolute. */
  file_path: string;
  /** The first line, from 1. */
  offset?: number;
  /** How many lines. */
  limit?: number;
  /** Of a PDF, such as `1-5`. */
  pages?: string;
  allow_large?: boolean;
}

type ImageType = "image/jpeg" | "image/png" | "image/gif" | "image/webp";

/** Output of `Read`: what kind of file it was, and its contents. */
export type FileReadOutput =
  | {
      type: "text";
      file: {
        filePath: string;
        content: string;
        numLines: number;
        startLine: number;
        totalLines: number;
        truncatedByTokenCap?: boolean;
      };
      artifactRead?: { slug: string; ver: string };
    }
  | {
      type: "image";
      file: {
        base64: string;
        type: ImageType;
        /** In bytes. */
        originalSize: number;
        dimensions?: {
          originalWidth?: number;
          originalHeight?: number;
          displayWidth?: number;
          displayHeight?: number;
        };
      };
    }
  | { type: "notebook"; file: { filePath: string; cells: unknown[] } }
  | { type: "pdf"; file: { filePath: string; base64: string; originalSize: number } }
  | {
      type: "parts";
      file: { filePath: string; originalSize: number; count: number; outputDir: string };
      firstPage?: number;
      pages?: { base64: string; mediaType: ImageType; error?: string }[];
    };

/** Input of `Edit`: a text of the file that is replaced. */
export interface FileEditInput {
  file_path: string;
  old_string: string;
  new_string: string;
  /** Every place where it stands. Default: it must stand in one place. */
  replace_all?: boolean;
}

interface Hunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  /** Each begins with `+`, `-` or a space. */
  lines: string[];
}

interface GitDiff {
  filename: string;
  status: "modified" | "added";
  additions: number;
  deletions: number;
  changes: number;
  patch: string;
  repository?: string | null;
}

/** Output of `Edit`. */
export interface FileEditOutput {
  filePath: string;
  oldString: string;
  newString: string;
  originalFile: string | null;
  structuredPatch: Hunk[];
  /** The user changed the edit before allowing it. */
  userModified: boolean;
  replaceAll: boolean;
  gitDiff?: GitDiff;
  staged?: boolean;
}

/** Input of `Write`. */
export interface FileWriteInput {
  file_path: string;
  content: string;
}

/** Output of `Write`. */
export interface FileWriteOutput {
  type: "create" | "update";
  filePath: string;
  content: string;
  structuredPatch: Hunk[];
  originalFile: string | null;
  gitDiff?: GitDiff;
  userModified?: boolean;
  staged?: boolean;
}

/** Input of `NotebookEdit`. */
export interface NotebookEditInput {
  notebook_path: string;
  cell_id?: string;
  new_source: string;
  cell_type?: "code" | "markdown";
  edit_mode?: "replace" | "insert" | "delete";
}

/** Output of `NotebookEdit`. */
export interface NotebookEditOutput {
  new_source: string;
  old_source?: string;
  cell_id?: string;
  cell_type: "code" | "markdown";
  language: string;
  edit_mode: string;
  error?: string;
  notebook_path: string;
  original_file: string;
  updated_file: string;
}

/** Input of `Glob`. */
export interface GlobInput {
  pattern: string;
  /** The folder. Default: the working directory. */
  path?: string;
}

/** Output of `Glob`. */
export interface GlobOutput {
  durationMs: number;
  numFiles: number;
  filenames: string[];
  truncated: boolean;
  totalMatches?: number;
  countIsComplete?: boolean;
  timedOut?: boolean;
}

type GrepMode = "content" | "files_with_matches" | "count";

/** Input of `Grep`; names with a dash are flags of ripgrep. */
export interface GrepInput {
  pattern: string;
  path?: string;
  glob?: string;
  output_mode?: GrepMode;
  "-B"?: number;
  "-A"?: number;
  "-C"?: number;
  context?: number;
  "-n"?: boolean;
  "-i"?: boolean;
  "-o"?: boolean;
  type?: string;
  head_limit?: number;
  offset?: number;
  multiline?: boolean;
}

/** Output of `Grep`. */
export interface GrepOutput {
  mode?: GrepMode;
  numFiles: number;
  filenames: string[];
  content?: string;
  numLines?: number;
  numMatches?: number;
  totalFiles?: number;
  totalLines?: number;
  appliedLimit?: number;
  appliedOffset?: number;
  timedOut?: boolean;
}

// What the tools on files give back.
import type { GrepInput } from "../generated/tools.ts";

/** Outputs of the tools on files. */
export interface FileOutputs {
  /** What kind of file it was, and its contents. */
  Read:
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
  Edit: {
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
  };
  Write: {
    type: "create" | "update";
    filePath: string;
    content: string;
    structuredPatch: Hunk[];
    originalFile: string | null;
    gitDiff?: GitDiff;
    userModified?: boolean;
    staged?: boolean;
  };
  NotebookEdit: {
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
  };
  Glob: {
    durationMs: number;
    numFiles: number;
    filenames: string[];
    truncated: boolean;
    totalMatches?: number;
    countIsComplete?: boolean;
    timedOut?: boolean;
  };
  Grep: {
    mode?: NonNullable<GrepInput["output_mode"]>;
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
  };
}

type ImageType = "image/jpeg" | "image/png" | "image/gif" | "image/webp";

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

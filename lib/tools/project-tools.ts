// Tools for projects and designs of a claude.ai account: what they take, and what they give back.

/** Input of `Projects`. */
export interface ProjectsInput {
  method:
    | "project_info"
    | "project_read"
    | "project_search"
    | "project_write"
    | "project_delete"
    | "project_memory_list"
    | "project_memory_read";
  path?: string;
  content?: string;
  local_path?: string;
  present_to_user?: boolean;
  query?: string;
  n?: number;
}

interface Answer<Method extends ProjectsInput["method"]> {
  method: Method;
  notice?: string;
}

interface ProjectInfo extends Answer<"project_info"> {
  local_file?: string;
  name: string;
  description: string;
  instructions: string;
  docs: { path: string; created_at: string | null }[];
  files?: { path: string; file_kind: string; created_at: string | null }[];
  sync_sources?: { type: string | null; config: { [field: string]: unknown } }[];
  knowledge: { knowledge_size: number; max_knowledge_size: number };
}

interface ProjectRead extends Answer<"project_read"> {
  path: string;
  file_kind?: string;
  content?: string;
  local_file?: string;
  created_at: string | null;
}

interface ProjectSearch extends Answer<"project_search"> {
  rag: boolean;
  hits?: { name?: string; doc_uuid?: string; text?: string; image_attached?: boolean; page?: number }[];
  docs?: string[];
}

interface ProjectWrite extends Answer<"project_write"> {
  path: string;
  doc_uuid: string;
  replaced: boolean;
  present_to_user?: boolean;
  local_path?: string;
}

interface ProjectDelete extends Answer<"project_delete"> {
  path: string;
  deleted: boolean;
}

interface MemoryList extends Answer<"project_memory_list"> {
  files: { path: string; size_bytes: number; updated_at: string | null; truncated: boolean }[];
  truncated: boolean;
}

interface MemoryRead extends Answer<"project_memory_read"> {
  path: string;
  content?: string;
  local_file?: string;
  size_bytes: number;
  updated_at: string | null;
  truncated: boolean;
}

/** Output of `Projects`, by `method`. */
export type ProjectsOutput =
  | ProjectInfo
  | ProjectRead
  | ProjectSearch
  | ProjectWrite
  | ProjectDelete
  | MemoryList
  | MemoryRead;

/** Input of `ClaudeDesign`. */
export interface ClaudeDesignInput {
  operation: string;
  arguments: { [argument: string]: unknown };
}

/** Output of `ClaudeDesign`. */
export interface ClaudeDesignOutput {
  operation: string;
  content: { [field: string]: unknown }[];
  isError?: boolean;
}

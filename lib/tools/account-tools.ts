// Tools that the CLI offers only to some claude.ai accounts, so that no schema of theirs is to be had: what they take and give back.

/** Inputs of the tools that only some accounts have. */
export interface AccountInputs {
  Projects: {
    method: keyof ProjectAnswers;
    path?: string;
    content?: string;
    local_path?: string;
    present_to_user?: boolean;
    query?: string;
    n?: number;
  };
  ClaudeDesign: { operation: string; arguments: { [argument: string]: unknown } };
  SendFeedback: {
    type: "bug" | "idea" | "missing_capability";
    title: string;
    details: string;
    area?: string;
    failure_mode?:
      | "instruction_following"
      | "destructive_actions"
      | "code_quality"
      | "repetition_and_looping"
      | "model_regression"
      | "overconfidence_and_hallucination"
      | "context_and_memory"
      | "overeager"
      | "over_correction"
      | "stopping_short"
      | "dispute_or_decline"
      | "subagent_overspawn"
      | "tone_or_preachiness"
      | "excessive_questions"
      | "unwanted_scope"
      | "other";
    task_category?: "code_edit" | "debug" | "explain" | "plan" | "shell" | "search" | "review" | "other";
  };
  PushNotification: { message: string; status?: "proactive" };
  ReadNotifications: {};
  propose_skills: {
    proposals:
      | [SkillProposal]
      | [SkillProposal, SkillProposal]
      | [SkillProposal, SkillProposal, SkillProposal];
  };
  ShowOnboardingRolePicker: {};
  OfferChromeSetup: { reason?: string };
  SetGoal: { condition: string; ask_user?: boolean };
  RemoteTrigger: {
    action:
      | "list"
      | "get"
      | "create"
      | "update"
      | "run"
      | "create_webhook_trigger"
      | "list_runs"
      | "get_run_log";
    trigger_id?: string;
    session_id?: string;
    cursor?: string;
    body?: { [field: string]: unknown };
  };
}

/** Outputs of the tools that only some accounts have. */
export interface AccountOutputs {
  /** By `method`. */
  Projects: ProjectAnswer;
  ClaudeDesign: { operation: string; content: { [field: string]: unknown }[]; isError?: boolean };
  SendFeedback: { success: boolean; message: string };
  PushNotification: {
    message: string;
    pushSent?: boolean;
    localSent?: boolean;
    disabledReason?: "config_off" | "user_present" | "no_transport";
    sentAt?: string;
  };
  ReadNotifications: {
    notifications: {
      notification_id: string;
      origin: string;
      queued_at: string;
      content: string;
      arrived_at?: string;
    }[];
    remaining: number;
    read_at?: string;
  };
  propose_skills: { proposalCount: number };
  ShowOnboardingRolePicker: { role?: string; dismissed?: boolean };
  OfferChromeSetup: { outcome: "connected" | "not_now" | "no_attempt_yet" };
  SetGoal: { condition: string; askUser: boolean };
  RemoteTrigger: {
    /** The HTTP status. */
    status: number;
    json: string;
    summary?: string;
  };
}

type ProjectAnswer = {
  [Method in keyof ProjectAnswers]: ProjectAnswers[Method] & { method: Method; notice?: string };
}[keyof ProjectAnswers];

interface ProjectAnswers {
  project_info: {
    local_file?: string;
    name: string;
    description: string;
    instructions: string;
    docs: { path: string; created_at: string | null }[];
    files?: { path: string; file_kind: string; created_at: string | null }[];
    sync_sources?: { type: string | null; config: { [field: string]: unknown } }[];
    knowledge: { knowledge_size: number; max_knowledge_size: number };
  };
  project_read: {
    path: string;
    file_kind?: string;
    content?: string;
    local_file?: string;
    created_at: string | null;
  };
  project_search: {
    rag: boolean;
    hits?: { name?: string; doc_uuid?: string; text?: string; image_attached?: boolean; page?: number }[];
    docs?: string[];
  };
  project_write: {
    path: string;
    doc_uuid: string;
    replaced: boolean;
    present_to_user?: boolean;
    local_path?: string;
  };
  project_delete: { path: string; deleted: boolean };
  project_memory_list: {
    files: { path: string; size_bytes: number; updated_at: string | null; truncated: boolean }[];
    truncated: boolean;
  };
  project_memory_read: {
    path: string;
    content?: string;
    local_file?: string;
    size_bytes: number;
    updated_at: string | null;
    truncated: boolean;
  };
}

interface SkillProposal {
  name: string;
  kind: "new" | "improvement";
  target?: string;
  description: string;
  evidence?: string[];
  edits?: [Replacement, ...Replacement[]];
  skillMd?: string;
}

interface Replacement {
  old_string: string;
  new_string: string;
}

// Tools with which the model turns to the person: what they take, and what they give back.

type OneToFour<T> = [T] | [T, T] | [T, T, T] | [T, T, T, T];

interface QuestionOption {
  label: string;
  description: string;
  preview?: string;
}

interface Question {
  question: string;
  /** A word or two. */
  header: string;
  /** Two to four. */
  options:
    | [QuestionOption, QuestionOption]
    | [QuestionOption, QuestionOption, QuestionOption]
    | [QuestionOption, QuestionOption, QuestionOption, QuestionOption];
  multiSelect: boolean;
}

/** Input of `AskUserQuestion`; a permission callback answers by adding `answers`, by question. */
export interface AskUserQuestionInput {
  questions: OneToFour<Question>;
  answers?: { [question: string]: string };
  annotations?: { [question: string]: { preview?: string; notes?: string } };
  metadata?: { source?: string };
}

/** Output of `AskUserQuestion`. */
export interface AskUserQuestionOutput {
  questions: Question[];
  answers: { [question: string]: string };
  response?: string;
  annotations?: {
    [question: string]: {
      preview?: string;
      notes?: string;
      unanswered?: "skipped" | "replied_in_chat" | "dismissed";
    };
  };
  afkTimeoutMs?: number;
}

/** Input of `SendFeedback`. */
export interface SendFeedbackInput {
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
}

/** Output of `SendFeedback`. */
export interface SendFeedbackOutput {
  success: boolean;
  message: string;
}

/** Input of `PushNotification`. */
export interface PushNotificationInput {
  message: string;
  status?: "proactive";
}

/** Output of `PushNotification`. */
export interface PushNotificationOutput {
  message: string;
  pushSent?: boolean;
  localSent?: boolean;
  disabledReason?: "config_off" | "user_present" | "no_transport";
  sentAt?: string;
}

/** Input of `ReadNotifications`. */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface ReadNotificationsInput {}

/** Output of `ReadNotifications`. */
export interface ReadNotificationsOutput {
  notifications: {
    notification_id: string;
    origin: string;
    queued_at: string;
    content: string;
    arrived_at?: string;
  }[];
  remaining: number;
  read_at?: string;
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

/** Input of `propose_skills`. */
export interface ProposeSkillsInput {
  proposals: [SkillProposal] | [SkillProposal, SkillProposal] | [SkillProposal, SkillProposal, SkillProposal];
}

/** Output of `propose_skills`. */
export interface ProposeSkillsOutput {
  proposalCount: number;
}

/** Input of `ShowOnboardingRolePicker`. */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface ShowOnboardingRolePickerInput {}

/** Output of `ShowOnboardingRolePicker`. */
export interface ShowOnboardingRolePickerOutput {
  role?: string;
  dismissed?: boolean;
}

/** Input of `OfferChromeSetup`. */
export interface OfferChromeSetupInput {
  reason?: string;
}

/** Output of `OfferChromeSetup`. */
export interface OfferChromeSetupOutput {
  outcome: "connected" | "not_now" | "no_attempt_yet";
}

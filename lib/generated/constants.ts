// Generated from the constants that the official SDK exports; run `npm run generate`, never edit.

/** Names of built-in tools, as rules and options spell them. Not complete: the `tools` of a session's `system/init` message lists the ones that it actually has. */
export const BUILTIN_TOOL_NAMES = [
  "Agent",
  "Artifact",
  "AskUserQuestion",
  "Bash",
  "ClaudeDesign",
  "CronCreate",
  "CronDelete",
  "CronList",
  "Edit",
  "EndConversation",
  "EnterPlanMode",
  "EnterWorktree",
  "ExitPlanMode",
  "ExitWorktree",
  "Glob",
  "Grep",
  "ListAgents",
  "ListMcpResourcesTool",
  "LSP",
  "Monitor",
  "NotebookEdit",
  "OfferChromeSetup",
  "PowerShell",
  "Projects",
  "propose_skills",
  "PushNotification",
  "Read",
  "ReadMcpResourceDirTool",
  "ReadMcpResourceTool",
  "ReadNotifications",
  "RemoteTrigger",
  "ReportFindings",
  "ScheduleWakeup",
  "SendFeedback",
  "SendMessage",
  "SendUserFile",
  "SendUserMessage",
  "SetGoal",
  "ShareOnboardingGuide",
  "ShowOnboardingRolePicker",
  "Skill",
  "SubagentHandback",
  "TaskCreate",
  "TaskGet",
  "TaskList",
  "TaskStop",
  "TaskUpdate",
  "TodoWrite",
  "ToolSearch",
  "WaitForMcpServers",
  "WebFetch",
  "WebSearch",
  "Workflow",
  "Write"
] as const;

/** Former names of tools, and their names today. */
export const LEGACY_TOOL_NAME_ALIASES: Readonly<Record<string, string>> = {
  "Task": "Agent",
  "KillShell": "TaskStop",
  "KillBash": "TaskStop",
  "ListPeers": "ListAgents",
  "Brief": "SendUserMessage",
  "ListMcpResources": "ListMcpResourcesTool",
  "ReadMcpResource": "ReadMcpResourceTool",
  "ReadMcpResourceDir": "ReadMcpResourceDirTool",
  "ProposeGoal": "SetGoal"
};

/** In a system prompt of several texts, separates those that never change, which the API can cache, from those that do; see the option `systemPrompt`. */
export const SYSTEM_PROMPT_DYNAMIC_BOUNDARY = "__SYSTEM_PROMPT_DYNAMIC_BOUNDARY__" as const;

/** Prefixes of the CLI's error texts when a usage limit is reached; test with `startsWith()`. */
export const USAGE_LIMIT_ERROR_PREFIXES = [
  "You've hit your",
  "You've reached your",
  "You're out of usage credits",
  "Your org is out of usage · add funds to continue",
  "Your org is out of usage · contact your admin",
  "Your seat type doesn't include usage credits",
  "Your seat type doesn't include usage",
  "Your usage allocation has been disabled by your admin",
  "Your group's usage limit is set to $0",
  "Fable 5 requires usage credits",
  "You're out of extra usage",
  "Your seat type doesn't include extra usage"
] as const;

/** Prefixes of the CLI's texts when a usage limit is near; test with `startsWith()`. */
export const USAGE_WARNING_PREFIXES = [
  "You've used",
  "You're close to"
] as const;

/** Prefixes of the CLI's texts when it switches to another source of credit; test with `startsWith()`. */
export const USAGE_TRANSITION_PREFIXES = [
  "You're now using usage credits",
  "You're now using your usage allocation",
  "Now using your usage allocation",
  "Now using usage credits",
  "Now using credits",
  "You're now using extra usage",
  "Now using extra usage"
] as const;

/** Prefixes of the CLI's error texts when an organisation's policy disables the service, which is not a usage limit; test with `startsWith()`. */
export const ORG_POLICY_LIMIT_PREFIXES = [
  "This service is disabled for your org"
] as const;

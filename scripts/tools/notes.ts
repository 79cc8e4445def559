// What the names of the tools' fields do not say, in our own words, for the docstrings of the generated types.
import type { Notes } from "../declarations.ts";

/** By the type, or by the path of a field in it. */
export const NOTES: Notes = {
  OfferedInputs: "The input of each tool that the CLI offers without an account of claude.ai.",
  AccountInputs: "The input of each tool that only some accounts have.",
  ToolOutputs:
    "The output of each tool whose output is known, as a `PostToolUse` hook gets it in `tool_response`.",
  "AskUserQuestionInput.answers": "The answers by question; a permission callback adds them to the input.",
  "BashInput.timeout": "The time-out in milliseconds.",
  "CronCreateInput.cron": "A cron expression of five fields, in local time.",
  "CronCreateInput.durable": "Keep it when the session ends.",
  "FileEditInput.replace_all":
    "Replace every occurrence. Default: false, and the text must occur exactly once.",
  "GlobInput.path": "The folder. Default: the working directory.",
  "MonitorInput.timeout_ms": "The time-out in milliseconds.",
  "PowerShellInput.timeout": "The time-out in milliseconds.",
  "FileReadInput.file_path": "An absolute path.",
  "FileReadInput.offset": "The first line, from 1.",
  "FileReadInput.limit": "How many lines.",
  "FileReadInput.pages": "The pages of a PDF, such as `1-5`.",
  "ScheduleWakeupInput.delaySeconds": "The delay in seconds.",
  AgentOutput: "The agent's answer, or where to find one that runs in the background.",
  ArtifactOutput: "Its shape depends on the action.",
  "BashOutput.backgroundTaskId": "Set if the command continues in the background; pass it to `TaskStop`.",
  "BashOutput.returnCodeInterpretation": "The meaning of an exit code that is not a failure.",
  "BashOutput.persistedOutputPath": "The file with the whole output, if that is too long for `stdout`.",
  "BashOutput.persistedOutputSize": "The size in bytes.",
  "CronCreateOutput.nextFireAt": "The time, in milliseconds since 1970.",
  "CronListOutput.jobs.nextFireAt": "The time, in milliseconds since 1970.",
  "FileEditOutput.originalFile": "The whole text before the edit.",
  "FileEditOutput.structuredPatch.lines": "Each begins with `+`, `-` or a space.",
  "FileEditOutput.userModified": "The user changed the edit before allowing it.",
  FileReadOutput: "The kind of file, and its contents.",
  "FileReadOutput.file.originalSize": "The size in bytes.",
  "FileReadOutput.file.startLine": "The number of the first line, from 1.",
  "FileWriteOutput.originalFile":
    "The whole text before; null when the file is new or was too large to keep.",
  "FileWriteOutput.structuredPatch.lines": "Each begins with `+`, `-` or a space.",
  ProjectsOutput: "Its shape depends on `method`.",
  "RemoteTriggerOutput.status": "The HTTP status.",
  "ScheduleWakeupOutput.scheduledFor": "The time, in milliseconds since 1970.",
  "WebFetchOutput.code": "The HTTP status.",
  WebSearchOutput: "The pages found, and the model's comments on them.",
};

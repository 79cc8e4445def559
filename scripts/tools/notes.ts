// What the names of the tools' fields do not say, in our own words, for the docstrings of the generated types.

/** By the type, or by the path of a field in it. */
const NOTES: Readonly<Record<string, string>> = {
  "AskUserQuestionInput.answers": "By question: a permission callback answers by adding them.",
  "BashInput.timeout": "In milliseconds.",
  "CronCreateInput.cron": "Five fields, in local time.",
  "CronCreateInput.durable": "Keep it when the session ends.",
  "FileEditInput.replace_all": "Every place where the text stands. Default: it must stand in one place.",
  "GlobInput.path": "The folder. Default: the working directory.",
  "MonitorInput.timeout_ms": "In milliseconds.",
  "PowerShellInput.timeout": "In milliseconds.",
  "FileReadInput.file_path": "Absolute.",
  "FileReadInput.offset": "The first line, from 1.",
  "FileReadInput.limit": "How many lines.",
  "FileReadInput.pages": "Of a PDF, such as `1-5`.",
  "ScheduleWakeupInput.delaySeconds": "In seconds.",
  AgentOutput: "What the agent said, or where it goes on.",
  ArtifactOutput: "Which it is depends on the action.",
  "BashOutput.backgroundTaskId": "Set when the command goes on in the background; `TaskStop` takes it.",
  "BashOutput.returnCodeInterpretation": "What the exit code means, where it is not a failure.",
  "BashOutput.persistedOutputPath": "Where the whole output is, when it is too long for `stdout`.",
  "BashOutput.persistedOutputSize": "In bytes.",
  "CronCreateOutput.nextFireAt": "In milliseconds since 1970.",
  "CronListOutput.jobs.nextFireAt": "In milliseconds since 1970.",
  "FileEditOutput.originalFile": "The whole text before the edit.",
  "FileEditOutput.structuredPatch.lines": "Each begins with `+`, `-` or a space.",
  "FileEditOutput.userModified": "The user changed the edit before allowing it.",
  FileReadOutput: "What kind of file it was, and its contents.",
  "FileReadOutput.file.originalSize": "In bytes.",
  "FileReadOutput.file.startLine": "From 1.",
  "FileWriteOutput.originalFile":
    "The whole text before; null when the file is new or was too large to keep.",
  "FileWriteOutput.structuredPatch.lines": "Each begins with `+`, `-` or a space.",
  ProjectsOutput: "By `method`.",
  "RemoteTriggerOutput.status": "The HTTP status.",
  "ScheduleWakeupOutput.scheduledFor": "In milliseconds since 1970.",
  "WebFetchOutput.code": "The HTTP status.",
  WebSearchOutput: "Pages, and what the model says about them.",
};

/** What is to be said of a type as a whole. */
export function noteOn(type: string): string {
  const note = NOTES[type];
  return note === undefined ? "" : ` ${note}`;
}

/** The body of a type with a comment above each field that has a note. */
export function withNotes(type: string, body: string): string {
  const path = [type];
  return body.replaceAll(
    /^((?: {2})+)(?:"(.+)"|(\w+))\??:/gm,
    (line, indent: string, quoted = "", name = quoted) => {
      path.splice(indent.length / 2, path.length, name as string);
      const note = NOTES[path.join(".")];
      return note === undefined ? line : `${indent}/** ${note} */\n${line}`;
    },
  );
}

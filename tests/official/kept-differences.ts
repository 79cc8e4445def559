// Where the two libraries differ in what they say of kept sessions, and why ours is meant to.

/** A difference: what stands in each one's log, as JSON with sorted keys. Everything around it is equal. */
export interface Difference {
  readonly why: string;
  /** The release of the official SDK since which it is there. Default: the first that was compared. */
  readonly since?: string;
  readonly official: string | RegExp;
  readonly ours: string | RegExp;
}

const CLASS = "ours have a class and a code";
const WAY_OUT = "ours say the way out behind the official words";
const RESUMES = "ours are the messages that the CLI itself resumes with";
const KNOWN = "what can be read is listed and known, also without a title or a prompt";
const UNKNOWN_THERE: Difference = {
  why: KNOWN,
  official: /(?<=info":)"<undefined>"/g,
  ours: /(?<=info":)\{[^{}]*"summary":"No prompt"[^{}]*\}/g,
};
const NO_PROMPT: readonly Difference[] = [
  UNKNOWN_THERE,
  { why: KNOWN, official: "", ours: /,\{[^{}]*"summary":"No prompt"[^{}]*\}/g },
];

const BESIDE: Difference = {
  why: "a title and a tag stand beside the transcript as well, where they count however much is written afterwards",
  official: "",
  ours: /"[^"]*\/(?:custom-title|tag)\.json":\[\{[^{}]*\}\],/g,
};

/** By record and scenario. */
export const KEPT_DIFFERENCES: Readonly<Record<string, Readonly<Record<string, readonly Difference[]>>>> = {
  "sessions/made": {
    "on disk, seed 39": [UNKNOWN_THERE],
    "renames, tags and deletes, and refuses to archive": [
      {
        why: "a session that the store does not have is not made by a title",
        official: /(?<="rename the unknown":)"[^"]*"/g,
        ours: /(?<="rename the unknown":)\{"refused":"[^"]*"\}/g,
      },
    ],
  },
  "sessions/written": {
    "renameSession()": [BESIDE],
    "tagSession()": [BESIDE],
  },
  "sessions/hard": {
    "a huge first prompt": NO_PROMPT,
    "notices of the CLI": NO_PROMPT,
    "parents in a circle": [
      {
        why: RESUMES,
        official: /(?<=: messages":)\[\]/g,
        ours: /(?<=: messages":)\[\{"message".*?"uuid":"[^"]*"\}\]/g,
      },
    ],
    "an empty file, a folder, a link and other names": [
      {
        why: "a link is what it leads to",
        official: /(?<="the link":)"<undefined>"/g,
        ours: /(?<="the link":)\{[^{}]*\}/g,
      },
      {
        why: "a link is what it leads to, in lists as well",
        official: "",
        ours: /\{[^{}]*"sessionId":"[^"]*0004"[^{}]*\},/g,
      },
    ],
  },
  "sessions/differences": {
    "a line behind half a line of a writer that died": [
      {
        why: "ours stands on its own, so that every reader finds it",
        official: '"isOnItsOwn":false',
        ours: '"isOnItsOwn":true',
      },
    ],
    "an error": [
      { why: CLASS, official: '"code":"<undefined>",', ours: '"code":"session_not_found",' },
      { why: CLASS, official: '"name":"Error"', ours: '"name":"SessionNotFoundError"' },
      {
        why: WAY_OUT,
        official: "project directory for /tmp/differences",
        ours: /project directory for \/tmp\/differences; [^"]+/g,
      },
    ],
    "an offset below zero": [
      {
        why: "ours counts as none, because half a page from the end is what nobody asks for",
        official: '"given":0',
        ours: '"given":2',
      },
    ],
    "an empty CLAUDE_CONFIG_DIR": [
      {
        why: "ours counts as unset; the official one is the current directory",
        official: '"listed":1',
        ours: '"listed":0',
      },
    ],
    "a missing line": [{ why: RESUMES, official: '"given":2', ours: '"given":3' }],
    "two entries on one line": [{ why: RESUMES, official: '"given":2', ours: '"given":3' }],
    "a first prompt in tags": [{ why: KNOWN, official: '"listed":0', ours: '"listed":1' }],
    "a session that begins with a subagent": [{ why: KNOWN, official: '"listed":0', ours: '"listed":1' }],
    "a compaction beyond 5 MiB": [
      {
        why: "ours says the same as below it; the official one forgets all before a compaction, wanted or not",
        official: '"given":2',
        ours: '"given":4',
      },
    ],
  },
};

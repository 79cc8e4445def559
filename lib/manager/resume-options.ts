// What `resumeAll()` is asked for.

/** What `resumeAll()` resumes. */
export interface ResumeOptions {
  /**
   * Also repeat the prompts that agents were at work on, some of whose work may be done, also those of agents that were
   * resumed without it. Default: false.
   */
  rerun?: boolean | undefined;
  /** Only these agents. Default: all. */
  sessionIds?: readonly string[] | undefined;
}

// Takes up a conversation that the session's store has: the CLI gets it as files in a folder of its own.

import { inheritedEnv, projectKey, realDirectory } from "../config-folder.ts";
import { copiedFor } from "../options/isolation.ts";
import { type Launch, toLaunch } from "../options/launch.ts";
import { loadNewest, loadOne, type Restored, restore } from "../stores/restore.ts";
import type { SessionStore } from "../stores/store.ts";
import { lease, type StoreSource } from "../stores/store-calls.ts";
import type { Session } from "./session.ts";
import type { Started } from "./start-process.ts";

type Start = (launch: Launch) => Promise<Started>;

/**
 * Start a session, with the conversation from its store when it is to take up one.
 *
 * @throws {SessionStoreError} When the store fails, or does not answer in time.
 * @throws {SessionInUseError} When the store has given the conversation to somebody else.
 */
export async function startFromStore(
  stored: Session,
  store: SessionStore,
  launch: Launch,
  start: Start,
): Promise<Started> {
  const { options } = stored;
  const { resume, sessionId, cwd = ".", env = inheritedEnv(), loadTimeoutMs: timeoutMs } = options;
  const begin: Start = async (changed) => {
    const started = await start(changed);
    stored.mirror?.attach(started.env);
    return started;
  };
  const { signal } = stored.over;
  const source = { store, projectKey: projectKey(await realDirectory(cwd), env), timeoutMs, signal };
  const newest = resume === undefined && options.continue ? await loadNewest(source) : undefined;
  const old = resume ?? newest?.sessionId;
  // A conversation that cannot be continued begins, as without a store.
  const rest = {
    ...options,
    continue: undefined,
    forkSession: old === undefined ? undefined : options.forkSession,
  };
  const changed = options.continue ? toLaunch({ ...rest, resume: old }) : launch;
  return exclusively(stored, source, sessionId ?? old, async () => {
    if (old === undefined) return begin(changed);
    // With a lease it may have gone on elsewhere until it was ours.
    const found = store.lease === undefined && newest ? newest : await loadOne(source, old);
    if (found !== undefined) {
      const copy = await restore(source, found, env, copiedFor(options));
      return startWithCopy(stored, copy, changed, begin);
    }
    const message = `The session store has no session "${old}"; the CLI looks for it on this machine`;
    stored.warn("not_in_store", message);
    return begin(changed);
  });
}

/** Start while nobody else has the conversation, where the store sees to that. */
async function exclusively(
  stored: Session,
  source: StoreSource,
  sessionId: string | undefined,
  start: () => Promise<Started>,
): Promise<Started> {
  if (sessionId === undefined) return start();
  const giveBack = await lease(source, sessionId);
  return followedBy(start, () => giveBack().catch((error: Error) => warn(stored, error.message)));
}

function startWithCopy(stored: Session, copy: Restored, launch: Launch, begin: Start): Promise<Started> {
  for (const subpath of copy.skipped) warn(stored, `it lists "${subpath}", which is no subpath; left out`);
  return followedBy(
    () => begin({ ...launch, env: { ...launch.env, ...copy.env } }),
    () => clear(stored, copy),
  );
}

/** Start, and do something when the session is over, or could not begin. */
async function followedBy(start: () => Promise<Started>, after: () => Promise<void>): Promise<Started> {
  try {
    const started = await start();
    const release = async (): Promise<void> => {
      await started.release();
      await after();
    };
    return { ...started, release };
  } catch (error) {
    await after();
    throw error;
  }
}

/** The copy goes with the session, unless it is the only one that is complete. */
async function clear(stored: Session, copy: Restored): Promise<void> {
  const complete = (stored.mirror?.missing ?? 0) === 0;
  const kept = `the whole conversation is in "${copy.folder}"; import it with that as "CLAUDE_CONFIG_DIR"`;
  try {
    await (complete ? copy.remove() : copy.removeAllButTranscripts());
    if (!complete) warn(stored, kept);
  } catch (error) {
    warn(stored, `its copy in "${copy.folder}" cannot be removed: ${(error as Error).message}`);
  }
}

function warn(stored: Session, problem: string): void {
  stored.warn("store_failed", `The session store failed: ${problem}`);
}

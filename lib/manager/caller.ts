// The context of a caller (AsyncLocalStorage, an active span of OpenTelemetry), for what is done for it later.
import { AsyncResource } from "node:async_hooks";

/** Does something as if the caller did it. */
export type AsCaller = <Result>(work: () => Result) => Result;

/** The caller of now. */
export function asCaller(): AsCaller {
  const caller = new AsyncResource("KodegenCaller");
  return (work) => caller.runInAsyncScope(work);
}

// An emitter that says when somebody listens to it, and when nobody does any more.
import type { EventEmitter } from "eventemitter3";
import { GuardedEmitter } from "../events/emitter.ts";

export abstract class ListenedEmitter<
  Events extends EventEmitter.ValidEventTypes,
> extends GuardedEmitter<Events> {
  /** Called when that may have changed. */
  protected abstract heard(isHeard: boolean): void;

  override off<E extends EventEmitter.EventNames<Events>>(
    event: E,
    listener?: EventEmitter.EventListener<Events, E>,
    context?: unknown,
    once?: boolean,
  ): this {
    super.off(event, listener, context, once);
    this.heard(this.eventNames().length > 0);
    return this;
  }

  override removeAllListeners(event?: EventEmitter.EventNames<Events>): this {
    super.removeAllListeners(event);
    this.heard(this.eventNames().length > 0);
    return this;
  }

  protected override listened(): void {
    this.heard(true);
  }
}

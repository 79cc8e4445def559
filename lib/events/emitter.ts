// An event emitter whose listeners cannot harm: what one throws is the host's own uncaught exception.
import { EventEmitter } from "eventemitter3";

type Listener = (...about: unknown[]) => void;
type ListenerOf<
  Events extends EventEmitter.ValidEventTypes,
  E extends EventEmitter.EventNames<Events>,
> = EventEmitter.EventListener<Events, E>;

/** By listener, so that `off()` finds what `on()` has added; and back, for `listeners()`. */
const guards = new WeakMap<object, Listener>();
const guarded = new WeakMap<object, Listener>();

function guard<Given>(listener: Given): Given {
  if (typeof listener !== "function" || guarded.has(listener)) return listener;
  let guarding = guards.get(listener);
  if (guarding === undefined) {
    guarding = function guardedCall(this: unknown, ...about: unknown[]): void {
      try {
        (listener as unknown as Listener).apply(this, about);
      } catch (error) {
        // Where nobody of ours is on the stack: it is reported as uncaught, once the chunk is done.
        queueMicrotask(() => {
          throw error;
        });
      }
    };
    guards.set(listener, guarding);
    guarded.set(guarding, listener as unknown as Listener);
  }
  return guarding as Given;
}

/** Emits to every listener, whatever another one throws. */
export class GuardedEmitter<Events extends EventEmitter.ValidEventTypes> extends EventEmitter<Events> {
  override on<E extends EventEmitter.EventNames<Events>>(
    event: E,
    listener: ListenerOf<Events, E>,
    context?: unknown,
  ): this {
    super.on(event, guard(listener), context);
    this.listened();
    return this;
  }

  override addListener<E extends EventEmitter.EventNames<Events>>(
    event: E,
    listener: ListenerOf<Events, E>,
    context?: unknown,
  ): this {
    return this.on(event, listener, context);
  }

  override once<E extends EventEmitter.EventNames<Events>>(
    event: E,
    listener: ListenerOf<Events, E>,
    context?: unknown,
  ): this {
    super.once(event, guard(listener), context);
    this.listened();
    return this;
  }

  override off<E extends EventEmitter.EventNames<Events>>(
    event: E,
    listener?: ListenerOf<Events, E>,
    context?: unknown,
    once?: boolean,
  ): this {
    return super.removeListener(event, guard(listener), context, once);
  }

  override removeListener<E extends EventEmitter.EventNames<Events>>(
    event: E,
    listener?: ListenerOf<Events, E>,
    context?: unknown,
    once?: boolean,
  ): this {
    return this.off(event, listener, context, once);
  }

  override listeners<E extends EventEmitter.EventNames<Events>>(event: E): ListenerOf<Events, E>[] {
    return super.listeners(event).map((own) => (guarded.get(own) ?? own) as ListenerOf<Events, E>);
  }

  /** Somebody listens who did not before. */
  protected listened(): void {}
}

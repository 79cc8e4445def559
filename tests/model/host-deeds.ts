// What a host may do, and how often it does.
import { begun, plain, type Weighted } from "./deed.ts";
import type { Pair } from "./world.ts";

const able = ({ host }: Pair): boolean => host.takesPrompts && host.acts.size === 0;
const streams = (pair: Pair): boolean =>
  begun(pair) && pair.config.face !== "client" && pair.host.acts.size === 0;

export const HOST_DEEDS: Weighted = [
  [6, plain("prompts", able, ({ host }) => host.prompt())],
  [2, plain("streams", streams, ({ host }) => host.streamInput())],
  [4, plain("reads-one", begun, ({ host }) => host.want(1))],
  [2, plain("reads-on", begun, ({ host }) => host.want(1_000_000))],
  [1, plain("ends-prompts", begun, ({ host }) => host.endPrompts())],
  [1, plain("interrupts", begun, ({ host }) => host.interrupt())],
  [1, plain("asks", begun, ({ host }) => host.ask())],
  [2, plain("answers-later", begun, ({ host }) => host.answerLater())],
  [1, plain("aborts", begun, ({ host }) => host.abort())],
  [1, plain("closes", begun, ({ host }) => host.close())],
  [1, plain("leaves", begun, ({ host }) => host.leave())],
];

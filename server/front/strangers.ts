// Connections that have not shown a token yet: they must never keep out those that do.
import type { Socket } from "node:net";

export class Strangers {
  readonly #most: number;
  /** Oldest first. */
  readonly #sockets = new Set<Socket>();

  /** @param most So many may be there at a time. */
  constructor(most: number) {
    this.#most = most;
  }

  /** When there are too many, the oldest of the address with the most of them goes. */
  add(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    if (this.#sockets.size > this.#most) this.#oldestOfMost()?.destroy();
  }

  /** It has shown a token. */
  knows(socket: Socket): void {
    this.#sockets.delete(socket);
  }

  #oldestOfMost(): Socket | undefined {
    const byAddress = new Map<string, Socket[]>();
    for (const socket of this.#sockets) {
      const { remoteAddress = "" } = socket;
      const own = byAddress.get(remoteAddress) ?? [];
      byAddress.set(remoteAddress, own);
      own.push(socket);
    }
    const [most] = [...byAddress.values()].toSorted((one, other) => other.length - one.length);
    return most?.[0];
  }
}

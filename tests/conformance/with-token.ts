// A client's own door to the server: the conformance suite shows no token, so it goes through here, where one is added.
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface Door {
  /** Where the suite asks; what it says of Host and Origin reaches the server as it is. */
  readonly host: string;
  close(): Promise<void>;
}

/** @param target Known once the server is there, which needs to know this door. */
export async function openDoor(token: string, target: () => URL): Promise<Door> {
  const door = createServer((asked, answer) => {
    const { hostname, port } = target();
    const { method, url: path, headers } = asked;
    const authorization = headers.authorization ?? `Bearer ${token}`;
    const passed = request(
      { hostname, port, method, path, headers: { ...headers, authorization } },
      (given) => {
        answer.writeHead(given.statusCode ?? 500, given.headers);
        answer.flushHeaders();
        given.pipe(answer);
      },
    );
    passed.on("error", () => answer.destroy());
    answer.on("close", () => passed.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const { port } = door.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    close: async () => {
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
    },
  };
}

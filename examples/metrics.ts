// Agents at work that Prometheus can watch, and a line of JSON for each event: npx tsx examples/metrics.ts [port]
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { AgentManager, prometheusText } from "kodegen-claude-agent";

const manager = new AgentManager({ maxAgents: 2 });
const server = createServer((request, response) => {
  if (request.url !== "/metrics") return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
  response.end(prometheusText(manager.metrics()));
});
// On this machine only: figures need no password, but they are nobody else's business.
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
console.log(url);

// Events hold answers and questions: log what you need of them.
manager.on("event", ({ at, seq, sessionId, ...event }) => {
  const about = { at: new Date(at).toISOString(), seq, sessionId, event: event.type };
  if (event.type === "state") console.log(JSON.stringify({ ...about, state: event.state }));
  else if (event.type === "turn") console.log(JSON.stringify({ ...about, costUsd: event.outcome.costUsd }));
});

try {
  const { sessionIds } = await manager.spawnSession({
    prompt: "Say hello.",
    label: "greeter",
    workerCount: 3,
  });
  await manager.wait(sessionIds);
  const scraped = await (await fetch(url)).text();
  console.log(
    scraped
      .split("\n")
      .filter((line) => /^kodegen_(?:turns|cost_usd)_total /.test(line))
      .join("\n"),
  );
  const { total, groups } = manager.usage({ by: "label" });
  for (const { name, costUsd, outputTokens } of groups)
    console.log(`${name}: $${costUsd.toFixed(4)}, ${outputTokens} tokens out`);
  console.log(`$${total.costUsd.toFixed(4)} in ${total.turns} turns`);
} finally {
  server.close();
  server.closeAllConnections();
  await manager.shutdown();
}

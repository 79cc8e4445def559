// What a process says of its agent: into the record first, then into the log.
import type { RunListener } from "./claude.ts";
import { LimitWatch } from "./claude-rate-limit.ts";
import type { Fleet } from "./fleet.ts";
import type { TurnOutcome } from "./outcome.ts";
import type { AgentRecord } from "./record.ts";
import { wordsOf } from "./words.ts";

export function listenTo(record: AgentRecord, fleet: Fleet): RunListener {
  let outcome: TurnOutcome | undefined;
  const limits = new LimitWatch();
  return {
    message: (message, line) => {
      const seq = record.lines.push(line);
      if (message.type === "result") outcome = record.turnEnded(message, limits.ended(message));
      else limits.read(message);
      const words = wordsOf(message);
      record.says(words);
      if (words !== "") fleet.note(record, { type: "output", message: seq });
      fleet.budgets.message(record, message);
      fleet.listener.message(record, seq, message);
      for (const look of record.followers ?? []) look();
    },
    turnEnded: (result) => {
      const ended = outcome ?? record.turnEnded(result);
      fleet.rateLimits.follow(record, ended);
      fleet.note(record, { type: "turn", outcome: ended });
      fleet.listener.turnEnded(record, result);
    },
    activity: (activity) => {
      if (activity === "idle") record.lines.compact();
      // A prompt that is being written down is about to be its process's.
      if (record.parking || (activity === "idle" && record.pending.length > 0)) return;
      fleet.become(record, activity);
    },
    settled: () => fleet.listener.settled(record),
    question: (request) => {
      const question = record.questions.add(request, (requestId) =>
        fleet.note(record, { type: "answered", requestId }),
      );
      fleet.note(record, { type: "question", question });
    },
    decided: (requestId) => record.questions.close(requestId),
    tasksEnded: () => fleet.processes.recheck(),
    warning: (warning) => fleet.note(record, { type: "warning", warning }),
    ended: (end) => {
      record.questions.closeAll();
      fleet.processes.ended(record, end);
    },
  };
}

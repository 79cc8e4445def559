// The help of the executable.
import { type Flag, flagText } from "../config/flag.ts";
import { CONFIG_FLAGS, FLAGS } from "../config/flags.ts";

const GENERAL = `Usage: kodegen-claude-agent <command> [options]

Run Claude Code agents for any MCP client.

Commands:
  serve     serve the tools over HTTP, HTTPS or stdio
  demo      three agents at work, without credentials or network
  doctor    find Claude Code and try a turn
  version   print the version

Options:
  -h, --help   help on a command`;

const SERVE_BEGIN = `Usage: kodegen-claude-agent serve [options]

Serve the tools. Over HTTP, clients need the token from the token file.

`;

const SERVE_END = `
  -h, --help            this text

The token may also be given in KODEGEN_CLAUDE_AGENT_TOKEN. Settings are
also read from $XDG_CONFIG_HOME/kodegen-claude-agent/kodegen-claude-agent.json
(~/.config/...), where keys are the flags' names, and a list stands for a
flag that may be repeated.
SIGTERM and Ctrl-C end the server and all processes of its agents;
a second one does not wait for calls that run. The next server with
the same journal has the agents again. SIGHUP has the files of named
tokens and of the certificate read again where there are any, and ends
the server where there are none, or where its terminal is closed.`;

const FLAG_COLUMNS = 24;
const TEXT_COLUMNS = 54;

/** What a flag means beside its name, or below one that is too long. */
function rowOf([name, flag]: [string, Flag]): string {
  const { means, preset, otherwise } = flag;
  const held = preset ?? otherwise;
  const lines = wrapped(held === undefined ? means : `${means} (${held})`);
  const head = `  ${flagText(name, flag)}`;
  const isLong = head.length > FLAG_COLUMNS - 2;
  const rest = isLong ? lines : lines.slice(1);
  return [
    isLong ? head : `${head.padEnd(FLAG_COLUMNS)}${lines[0] ?? ""}`,
    ...rest.map((line) => " ".repeat(FLAG_COLUMNS) + line),
  ].join("\n");
}

function wrapped(text: string): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last === "") lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= TEXT_COLUMNS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function serveHelp(): string {
  const rows = Object.entries<Flag>({ ...FLAGS, ...CONFIG_FLAGS }).map(rowOf);
  return SERVE_BEGIN + rows.join("\n") + SERVE_END;
}

const DEMO = `Usage: kodegen-claude-agent demo [options]

Start a server, connect an MCP client, and let three agents work.
Uses an offline model; with ANTHROPIC_API_KEY set, or --live, the
real one, which costs money.

  --live            use the real model
  --offline         use the offline model in any case
  --claude PATH     the claude executable (the first found)
  -h, --help        this text`;

const DOCTOR = `Usage: kodegen-claude-agent doctor [options]

Report which Claude Code is found and where it was looked for, its
version, whether credentials are there, and whether a turn works
with the offline model.

  --claude PATH     the claude executable (the first found)
  -h, --help        this text`;

export type Command = "serve" | "demo" | "doctor" | "version";

const HELP: Readonly<Record<Command, string>> = {
  serve: serveHelp(),
  demo: DEMO,
  doctor: DOCTOR,
  version: "Usage: kodegen-claude-agent version\n\nPrint the version.",
};

export function isCommand(word: string | undefined): word is Command {
  return word !== undefined && Object.hasOwn(HELP, word);
}

export function help(command?: Command): string {
  return command === undefined ? GENERAL : HELP[command];
}

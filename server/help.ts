// The help of the executable.

const GENERAL = `Usage: kodegen-claude-agent <command> [options]

Run Claude Code agents for any MCP client.

Commands:
  serve     serve the tools over HTTP, HTTPS or stdio
  demo      three agents at work, without credentials or network
  doctor    find Claude Code and try a turn
  version   print the version

Options:
  -h, --help   help on a command`;

const SERVE = `Usage: kodegen-claude-agent serve [options]

Serve the tools. Over HTTP, clients need the token from the token file.

  --http HOST:PORT      where to listen (127.0.0.1:30460)
  --stdio               serve stdin and stdout in place of HTTP
  --tls-cert FILE       certificate, PEM; makes it HTTPS
  --tls-key FILE        its key, PEM
  --root DIR            where agents may work; may be repeated (.)
  --claude PATH         the claude executable (the first found)
  --token-file FILE     where the token is kept, made if missing
  --journal FOLDER      where agents outlive the server (a folder
                        for each HOST:PORT; none over stdio)
  --no-journal          agents end with the server
  --allow-host HOST     another Host header to answer, with port
  --allow-origin URL    a web origin to answer (none)
  --allow-permission-mode MODE
                        acceptEdits, bypassPermissions or auto
  --shutdown-timeout-secs N
                        time for running calls at the end (30)
  --keep-alive N        seconds that an unused MCP session is
                        kept; 0 means forever (1800)
  -h, --help            this text

The token may also be given in KODEGEN_CLAUDE_AGENT_TOKEN.
SIGTERM and Ctrl-C end the server and all processes of its agents;
a second one does not wait for calls that run. The next server with
the same journal has the agents again.`;

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
  serve: SERVE,
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

// A user's own Claude Code, full of things that an isolated agent must not have; each leaves a trace where it arrives.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface Canaries {
  /** The user's home, and below it the project that agents work in. */
  readonly home: string;
  readonly cwd: string;
  /** Names of the traces that hooks and servers have left. */
  traces(): string[];
}

/** @param home An empty folder. */
export function putCanaries(home: string): Canaries {
  const cwd = path.join(home, "work", "project");
  const left = path.join(home, "traces");
  mkdirSync(left, { recursive: true });
  const put = (file: string, text: string | object): void => {
    const place = path.join(home, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, typeof text === "string" ? text : JSON.stringify(text));
  };
  const touch = (name: string): string => `touch '${path.join(left, name)}'`;
  const hooks = (name: string): object => ({
    SessionStart: [{ hooks: [{ type: "command", command: `${touch(name)}; echo CANARY-${name}` }] }],
  });
  const server = (name: string): object => ({
    command: "sh",
    args: ["-c", `${touch(name)}; cat > /dev/null`],
  });
  const md = (name: string): string =>
    `---\nname: ${name}\ndescription: CANARY-${name}\n---\nCANARY-${name}\n`;
  put(".claude/CLAUDE.md", "CANARY-home-memory");
  put("CLAUDE.md", "CANARY-above-memory");
  put(".claude/settings.json", {
    env: { CANARY_SETTING: "CANARY-env" },
    hooks: hooks("home-hook"),
    outputStyle: "canary-style",
    permissions: { defaultMode: "acceptEdits" },
  });
  put(".claude.json", { mcpServers: { "canary-home": server("home-server") } });
  put(".claude/commands/canary-command.md", "CANARY-command");
  put(".claude/agents/canary-agent.md", md("canary-agent"));
  put(".claude/skills/canary-skill/SKILL.md", md("canary-skill"));
  put(".claude/output-styles/canary-style.md", md("canary-style"));
  put(".gitconfig", "[user]\n\tname = CANARY-git\n\temail = canary@example.org\n");
  put(".npmrc", "canary=CANARY-npm\n");
  put(".profile", "export CANARY_PROFILE=CANARY-profile\n");
  put(".bashrc", "export CANARY_PROFILE=CANARY-profile\n");
  put("work/project/CLAUDE.md", "CANARY-project-memory");
  put("work/project/.claude/settings.json", { hooks: hooks("project-hook") });
  put("work/project/.claude/settings.local.json", { hooks: hooks("local-hook") });
  put("work/project/.claude/agents/canary-project-agent.md", md("canary-project-agent"));
  put("work/project/.mcp.json", { mcpServers: { "canary-project": server("project-server") } });
  return { home, cwd, traces: () => (existsSync(left) ? readdirSync(left).toSorted() : []) };
}

// Git worktrees of agents: one is made from a commit, what has changed in it is read as a patch, and nothing of it stays.
import { cp, mkdir, readdir, realpath, rename, rm, rmdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { GitError } from "../errors/agent.ts";
import { createPrivateFolder, type PrivateFolder } from "../process/private-folder.ts";
import { type Git, gitIn } from "./git.ts";
import { type AgentWorktree, type KeptWorktree, lineOf, type Repository } from "./repository.ts";

/** What has changed in a worktree since its commit. */
export interface Changes {
  /** For `git apply`. */
  readonly diff: string;
  /** Paths from the repository's root. */
  readonly files: readonly string[];
}

/** Git keeps a list of worktrees in each repository, and does not expect that two are added at once. */
const busy = new Map<string, Promise<unknown>>();

function inTurn<T>({ common }: Repository, act: () => Promise<T>): Promise<T> {
  const turn = (busy.get(common) ?? Promise.resolve()).then(act, act);
  busy.set(common, turn);
  const done = (): void => {
    if (busy.get(common) === turn) busy.delete(common);
  };
  turn.then(done, done);
  return turn;
}

export class Worktree {
  /** The same folder of the repository as the one that it was opened from. */
  readonly cwd: string;
  readonly path: string;
  readonly #repository: Repository;
  readonly #folder: Pick<PrivateFolder, "remove" | "keep">;
  /** Git's own files for it, in the repository. */
  readonly #admin: string;

  /** For as long as its changes are read. */
  get #own(): string {
    return `${this.path}.changes`;
  }

  #reading: Promise<unknown> = Promise.resolve();

  private constructor(
    repository: Repository,
    folder: Pick<PrivateFolder, "remove" | "keep">,
    place: string,
    admin: string,
  ) {
    this.#repository = repository;
    this.#folder = folder;
    this.#admin = admin;
    this.path = place;
    this.cwd = path.join(place, repository.prefix);
  }

  /** @throws {GitError} @throws {SpawnError} */
  static async add(repository: Repository): Promise<Worktree> {
    const { root, commit } = repository;
    const folder = await createPrivateFolder("kodegen-worktree-");
    let worktree: Worktree | undefined;
    try {
      // Agents see the name that the project has.
      const place = path.join(await realpath(folder.path), path.basename(root) || "repository");
      const git = await gitIn({ cwd: root, root });
      await inTurn(repository, () => git(["worktree", "add", "--detach", "--quiet", place, commit]));
      const admin = lineOf(await (await gitIn({ cwd: place, root }))(["rev-parse", "--absolute-git-dir"]));
      // What is removed in the end must be the worktree's own.
      if (path.basename(path.dirname(admin)) !== "worktrees")
        throw new GitError("failed", `Cannot make a worktree of "${root}": git keeps it in "${admin}"`);
      worktree = new Worktree(repository, folder, place, admin);
      // The folder may hold nothing in that commit.
      await mkdir(worktree.cwd, { recursive: true });
      return worktree;
    } catch (error) {
      await (worktree ?? folder).remove();
      throw error;
    }
  }

  /** One of a program before this one. */
  static again({ repository, path: place, admin }: KeptWorktree): Worktree {
    const remove = (): Promise<void> =>
      rm(path.dirname(place), { recursive: true, force: true, maxRetries: 5 });
    return new Worktree(repository, { remove, keep: () => undefined }, place, admin);
  }

  get kept(): KeptWorktree {
    return { repository: this.#repository, path: this.path, admin: this.#admin };
  }

  get view(): AgentWorktree {
    const { root: repository, common: gitFolder, commit } = this.#repository;
    return { path: this.path, cwd: this.cwd, repository, gitFolder, commit };
  }

  /** Commits, uncommitted and new files; not ignored ones, and not submodules. @throws {GitError} */
  changes(): Promise<Changes> {
    // One after the other: they use the same folder.
    const reading = this.#reading.then(() => this.#changes());
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  async #changes(): Promise<Changes> {
    const { root, common, commit } = this.#repository;
    const own = this.#own;
    const objects = path.join(own, "objects");
    const aside: [string, string][] = [];
    try {
      // A repository of its own for what is new, so that nothing of it stays in the other one.
      await mkdir(path.join(objects, "info"), { recursive: true });
      await Promise.all([mkdir(path.join(own, "refs")), mkdir(path.join(own, "info"))]);
      await writeFile(path.join(objects, "info", "alternates"), `${path.join(common, "objects")}\n`);
      await writeFile(path.join(own, "HEAD"), "ref: refs/heads/none\n");
      await writeFile(path.join(own, "config"), commit.length > 40 ? SHA256 : "");
      // By its time git knows which files may have changed in the moment in which it was written.
      for (const name of await readdir(this.#admin))
        if (/^(?:index|sharedindex\.\w+)$/.test(name))
          await cp(path.join(this.#admin, name), path.join(own, name), { preserveTimestamps: true });
      const env = {
        // What the worktree says of itself is the agent's word.
        GIT_DIR: this.#admin,
        GIT_WORK_TREE: this.path,
        GIT_INDEX_FILE: path.join(own, "index"),
        GIT_OBJECT_DIRECTORY: objects,
      };
      const git = await gitIn({ cwd: this.path, root, env });
      await leaveSubmodules(git);
      await this.#openNested(git, aside);
      await git(["add", "--all", "--sparse"]);
      const tree = lineOf(await git(["write-tree"]));
      return await changesBetween(this.#repository, tree, own);
    } finally {
      for (const [from, to] of aside.toReversed()) await rename(to, from);
      await rm(own, { recursive: true, force: true });
    }
  }

  /** Let it stay, also when this program ends. */
  keep(): void {
    this.#folder.keep();
  }

  /** Not with git, which would have to believe what the agent has left there. */
  remove(): Promise<void> {
    return inTurn(this.#repository, async () => {
      await rm(this.#admin, { recursive: true, force: true });
      // Fails as long as there are others.
      await rmdir(path.dirname(this.#admin)).catch(() => undefined);
      await this.#folder.remove();
    });
  }

  /** What an agent has put into repositories of its own counts as files: their `.git` is set aside for a moment. */
  async #openNested(git: Git, aside: [string, string][]): Promise<void> {
    const folder = path.join(this.#own, "aside");
    await mkdir(folder);
    for (let more = true; more; ) {
      more = false;
      for (const name of namesIn(await git(["ls-files", "--others", "--exclude-standard", "-z"]))) {
        if (!name.endsWith("/")) continue;
        const [from, to] = [path.join(this.path, name, ".git"), path.join(folder, String(aside.length))];
        await rename(from, to);
        aside.push([from, to]);
        more = true;
      }
    }
  }
}

const SHA256 = "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n";

/** Git would run in each of them, by that one's own configuration, to see whether it has changed. */
async function leaveSubmodules(git: Git): Promise<void> {
  const staged = namesIn(await git(["ls-files", "--stage", "-z"]));
  const submodules = staged.filter((entry) => entry.startsWith("160000 "));
  if (submodules.length === 0) return;
  const names = submodules.map((entry) => entry.slice(entry.indexOf("\t") + 1)).join("\0");
  await git(["update-index", "--skip-worktree", "-z", "--stdin"], `${names}\0`);
}

/** Where a patch goes on with another file; no line of a file's contents begins like that. */
const PARTS = /(?<=\n)(?=diff --git )/;

async function changesBetween({ commit, root }: Repository, tree: string, own: string): Promise<Changes> {
  const git = await gitIn({ cwd: own, root, env: { GIT_DIR: own } });
  const diff = (...args: string[]): Promise<Buffer> =>
    git(["diff-tree", "-r", "--no-renames", "--no-ext-diff", "--no-textconv", ...args]);
  const files = namesIn(await diff("--name-only", "-z", commit, tree));
  const patch = ["--patch", "--binary", "--full-index", "--no-color", commit, tree];
  const whole = await diff(...patch);
  const text = whole.toString();
  if (Buffer.from(text).equals(whole)) return { diff: text, files };
  // Contents in another encoding than UTF-8 would not survive in a string: those files are given as if they were binary.
  await writeFile(path.join(own, "info", "attributes"), "* -diff\n");
  const binary = (await diff(...patch)).toString().split(PARTS);
  const parts = whole
    .toString("latin1")
    .split(PARTS)
    .map((part, index) => {
      const bytes = Buffer.from(part, "latin1");
      const asText = bytes.toString();
      return Buffer.from(asText).equals(bytes) ? asText : binary[index];
    });
  return { diff: parts.join(""), files };
}

function namesIn(list: Buffer): string[] {
  return list.toString().split("\0").filter(Boolean);
}

// Labels, tools, models and ids as traces and logs show them: each looked at once, since there are few and they come often.
import { environmentSecrets, withoutSecrets } from "../loggable.ts";
import type { Env } from "../process/env.ts";

const CHARACTERS = 200;
/** An agent may call its tools anything. */
const NAMES = 1_000;

interface Known {
  readonly secrets: readonly string[];
  readonly names: Map<string, string>;
}

export class ShownNames {
  readonly #byEnv = new WeakMap<Env, Known>();
  readonly #ofHost = fresh(undefined);

  /** @param env Whose secrets a name may have in it: an agent's own, or the host's. */
  of(name: string, env: Env | undefined): string {
    const { secrets, names } = this.#known(env);
    const known = names.get(name);
    if (known !== undefined) return known;
    const shown = withoutSecrets(name, secrets, CHARACTERS);
    if (names.size >= NAMES) names.clear();
    names.set(name, shown);
    return shown;
  }

  #known(env: Env | undefined): Known {
    if (env === undefined) return this.#ofHost;
    const known = this.#byEnv.get(env) ?? fresh(env);
    this.#byEnv.set(env, known);
    return known;
  }
}

function fresh(env: Env | undefined): Known {
  return { secrets: environmentSecrets(env), names: new Map() };
}

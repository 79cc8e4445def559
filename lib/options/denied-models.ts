// matchDeniedModels(): which of some models an organisation's `deniedModels` blocks.

/** What {@link matchDeniedModels} answers. */
export type DeniedModelsMatch = {
  /** For each model, in order: whether an entry blocks it. */
  denied: boolean[];
  /** Warnings about entries that have no effect or a surprising one, and about models that are not strings. */
  warnings: string[];
};

const FAMILIES = ["opus", "sonnet", "haiku", "fable"] as const;
/** Names that stand for another model in each release. */
const MOVING = new Set(["default", "best", "opusplan", "inherit"]);
/** A context size or a date. */
const NARROWER = /\[[^\]]*\]$|[-@]\d{8}/;
/** `claude-opus-4-5`, also without `claude-`, also as `claude-3-5-sonnet`. */
const VERSIONED = /^(?:claude-)?(?:([a-z]+)-(\d{1,2}(?:-\d{1,2})?)|(\d{1,2}(?:-\d{1,2})?)-([a-z]+))$/;

interface Entry {
  readonly blocks: (model: string) => boolean;
  readonly warning?: string;
}

/**
 * Say which models a managed list of `deniedModels` blocks: `effective.deniedModels` of `resolveSettings()`.
 *
 * An entry is a family (`opus`), a model in any spelling (`claude-opus-4-5`), or another name, which then has to be
 * the same to the letter. Do not grant anything by it: true means that Claude Code refuses the model too, but false
 * promises nothing, because Claude Code also judges what aliases and custom names stand for. Nothing throws.
 *
 * @param models Names of models.
 * @param deniedModels The list; undefined blocks nothing.
 */
export async function matchDeniedModels(
  models: readonly string[],
  deniedModels: readonly string[] | undefined,
): Promise<DeniedModelsMatch> {
  const warnings: string[] = [];
  const given: unknown = deniedModels ?? [];
  if (!Array.isArray(given)) warnings.push('"deniedModels" is no list of names, so it blocks nothing');
  const entries = (Array.isArray(given) ? given : []).map(readEntry);
  warnings.push(...entries.flatMap(({ warning }) => warning ?? []));
  if (!Array.isArray(models)) {
    return { denied: [], warnings: [...warnings, '"models" is no list of names, so nothing was matched'] };
  }
  const denied = models.map((model: unknown) => {
    if (typeof model !== "string") warnings.push(`A model must be a text, not ${kindOf(model)}`);
    return typeof model === "string" && entries.some(({ blocks }) => blocks(model));
  });
  return { denied, warnings };
}

function readEntry(entry: unknown): Entry {
  const blocks = (): boolean => false;
  if (typeof entry !== "string") return { blocks, warning: `An entry must be a text, not ${kindOf(entry)}` };
  const plain = plainName(entry);
  if (plain === "") return { blocks, warning: "An empty entry blocks nothing" };
  if (MOVING.has(plain)) {
    const warning = `"${entry}" blocks nothing: it is another model in each release; name the model itself`;
    return { blocks, warning };
  }
  const family = FAMILIES.find((name) => name === plain);
  const broader = NARROWER.test(entry.trim())
    ? { warning: `"${entry}" blocks every variant: what it says about size or date does not count` }
    : {};
  if (family !== undefined) return { blocks: (model) => familyOf(model) === family, ...broader };
  const id = versionedId(plain);
  if (id !== undefined) return { blocks: (model) => versionedId(plainName(model)) === id, ...broader };
  const name = entry.trim().toLowerCase();
  return {
    blocks: (model) => model.trim().toLowerCase() === name,
    warning: `"${entry}" blocks only this very name, and no other spelling of the same model`,
  };
}

/** A name without the provider's prefix and suffix, context size and date. */
function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/\[[^\]]*\]$/, "")
    .replace(/^.*[./](?=claude-)/, "")
    .replace(/(?:-v\d+(?::\d+)?)$/, "")
    .replace(/[-@]\d{8}$/, "")
    .replace(/-latest$/, "");
}

function familyOf(model: string): string | undefined {
  const words = plainName(model).split("-");
  if (words.length > 1 && words[0] !== "claude") return undefined;
  return FAMILIES.find((family) => words.includes(family));
}

/** Family and version of a model of Anthropic, however it is spelled. */
function versionedId(plain: string): string | undefined {
  const [, family, version, oldVersion, oldFamily] = VERSIONED.exec(plain) ?? [];
  const name = family ?? oldFamily;
  return FAMILIES.some((known) => known === name) ? `${name}-${version ?? oldVersion}` : undefined;
}

function kindOf(value: unknown): string {
  return value === null ? "null" : typeof value;
}

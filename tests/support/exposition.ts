// A strict reader of Prometheus' text format 0.0.4, as far as counters and gauges go.

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Family {
  readonly help: string;
  type: "counter" | "gauge" | undefined;
  readonly samples: Sample[];
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const HELP = new RegExp(`^# HELP (${NAME}) ((?:[^\\\\]|\\\\[\\\\n])+)$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.+)\\})? (-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?|NaN|[+-]Inf)$`);
const LABEL = /^([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,(?=.)|$)/;

/** @throws {Error} On anything that is not the format, or against its rules: HELP, TYPE, samples, each family once. */
export function readExposition(text: string): Map<string, Family> {
  if (!text.endsWith("\n")) throw new Error("the last line does not end");
  const families = new Map<string, Family>();
  let current = "";
  for (const line of text.slice(0, -1).split("\n")) {
    const [, helped, help = ""] = HELP.exec(line) ?? [];
    const [, typed, type] = TYPE.exec(line) ?? [];
    const [, name = "", labels = "", value = ""] = SAMPLE.exec(line) ?? [];
    if (helped !== undefined) {
      if (families.has(helped)) throw new Error(`${helped} comes twice`);
      families.set((current = helped), { help, type: undefined, samples: [] });
      continue;
    }
    const family = families.get(current);
    if (family === undefined || current !== (typed ?? name)) throw new Error(`out of place: ${line}`);
    if (typed !== undefined) family.type = typeOf(family, typed, type);
    else add(family, name, { labels: readLabels(labels), value: Number(value.replace("Inf", "Infinity")) });
  }
  return families;
}

function typeOf(family: Family, name: string, type: string | undefined): Family["type"] {
  if (family.type !== undefined) throw new Error(`${name} has two types`);
  if ((type === "counter") !== name.endsWith("_total")) throw new Error(`${name} is no name of a ${type}`);
  return type === "counter" ? "counter" : "gauge";
}

function add({ type, samples }: Family, name: string, sample: Sample): void {
  if (type === undefined) throw new Error(`${name} has no type`);
  const key = JSON.stringify(sample.labels);
  if (samples.some(({ labels }) => JSON.stringify(labels) === key))
    throw new Error(`${name}${key} comes twice`);
  samples.push(sample);
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let rest = text; rest !== ""; ) {
    const [whole, name = "", value = ""] = LABEL.exec(rest) ?? [];
    if (whole === undefined || name in labels) throw new Error(`no labels: ${text}`);
    labels[name] = value.replace(/\\(["\\n])/g, (_, escape: string) => (escape === "n" ? "\n" : escape));
    rest = rest.slice(whole.length);
  }
  return labels;
}

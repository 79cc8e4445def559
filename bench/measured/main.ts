// One measurement in a process of its own: the workload's file, the adapter and the rest come as an argument.
import type { AdapterName } from "../harness/adapters.ts";
import type { Library, Stage, Workload } from "../harness/workload.ts";

/** What a measured process is given, as JSON. */
export interface Order {
  readonly file: string;
  readonly id: string;
  readonly adapter: AdapterName;
  readonly package: string | undefined;
  readonly size: number;
  readonly folder: string;
  readonly standIn: string;
}

// Nothing is imported here that the libraries may need: importing them is one of the things measured.
const order = JSON.parse(process.argv[2] ?? "") as Order;
// A URL of its own, because a bundler would look for the files.
const file = new URL(`${order.file}.mjs`, import.meta.url).href;
const { default: declared } = (await import(file)) as { default: Workload | readonly Workload[] };
const workload = [declared].flat().find(({ id }) => id === order.id);
if (workload === undefined) throw new Error(`No workload ${order.id} in ${order.file}`);
const figures = await workload.run(stage(order));
process.stdout.write(`\n${JSON.stringify(figures)}\n`, () => process.exit(0));

function stage({ adapter, size, folder, standIn, package: name }: Order): Stage {
  const env = { ...process.env, STAND_IN: folder } as Record<string, string>;
  return {
    adapter,
    size,
    folder,
    standIn,
    env,
    load: async () => {
      if (name === undefined) throw new Error(`"${adapter}" is no package`);
      return (await import(name)) as Library;
    },
    options: (more = {}) => ({ pathToClaudeCodeExecutable: standIn, env, ...more }),
  };
}

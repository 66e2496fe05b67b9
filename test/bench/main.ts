/** Runs benches by name and keeps what they find. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { load } from './harness/machine.ts';
import { installedPeers, noPeers, type Peers } from './harness/peers.ts';
import { refuseOtherBuilds } from './harness/product.ts';
import {
  type BenchName,
  type BenchSize,
  benches,
  type Findings,
  type RunBench,
  soaks,
  toMarkdown,
} from './harness/report.ts';
import { keep } from './harness/results.ts';

export interface Arguments {
  names: readonly BenchName[];
  size: BenchSize;
  peers: boolean;
  /** How long the soak lasts; an hour unless given. */
  minutes?: number;
}

export const usage = `Usage: npm run bench -- [${benches.join('|')}]… [--quick] [--no-peers] [--minutes N]\n  soak --serve is serve-soak, that of the gateway; soak --wall is wall, that of the wall display.`;

/** They run what is in dist/; the others run the sources. */
const ofProduct: readonly BenchName[] = ['cli', 'agent', 'serve', 'start', 'large', 'page', 'hub', ...soaks];
export const measuresProduct = (name: BenchName): boolean => ofProduct.includes(name);

/** All benches but the soaks unless some are named. Throws a RangeError for one that there is not, a TypeError for a wrong option. */
export function readArguments(argv: string[]): Arguments {
  const options = {
    quick: { type: 'boolean', default: false },
    'no-peers': { type: 'boolean', default: false },
    minutes: { type: 'string' },
    serve: { type: 'boolean', default: false },
    wall: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
  const names = positionals.map((each) => {
    const found = benches.find((name) => name === each);
    if (found === undefined) throw new RangeError(`There is no bench "${each}".`);
    if (found !== 'soak') return found;
    return values.serve ? 'serve-soak' : values.wall ? 'wall' : found;
  });
  return {
    // An hour is asked for by name.
    names: names.length > 0 ? names : benches.filter((name) => !soaks.includes(name)),
    size: values.quick ? 'quick' : 'usual',
    peers: !values['no-peers'],
    ...(values.minutes !== undefined && { minutes: minutesOf(values.minutes) }),
  };
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (!(minutes > 0)) throw new RangeError(`--minutes is a number above 0, not "${text}".`);
  return minutes;
}

/** Runs one. Its file is loaded only now: each needs what the others do not. */
export async function runBench(
  name: BenchName,
  size: BenchSize,
  peers: Peers,
  minutes?: number,
): Promise<Findings> {
  if (measuresProduct(name)) refuseOtherBuilds();
  const file = pathToFileURL(path.join(import.meta.dirname, name, 'bench.ts')).href;
  const { run } = (await import(file)) as { run: RunBench };
  const loadBefore = load();
  return { ...(await run(size, peers, minutes)), loadBefore };
}

/** Runs them one after another; each is kept as soon as it is there. */
export async function runBenches({ names, size, peers, minutes }: Arguments): Promise<void> {
  for (const name of names) {
    console.log(`\n== ${name}`);
    const findings = await runBench(name, size, peers ? installedPeers : noPeers, minutes);
    keep(findings);
    console.log(`\n${toMarkdown(findings)}`);
  }
}

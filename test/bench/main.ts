/** Runs benches by name and keeps what they find. */
import { parseArgs } from 'node:util';
import { benchCli, cliOptions, quickCliOptions } from './cli/bench.ts';
import { benchGrid, gridOptions, quickGridOptions } from './grid/bench.ts';
import { installedPeers, noPeers, type Peers } from './harness/peers.ts';
import { type BenchName, benches, type Findings, keep, toMarkdown } from './harness/report.ts';
import { benchSession, quickSessionOptions, sessionOptions } from './session/bench.ts';

interface Bench {
  run(quick: boolean, peers: Peers): Promise<Findings>;
  /** Runs without being asked for by name. */
  usual: boolean;
}

const all: Partial<Record<BenchName, Bench>> = {
  grid: { run: (quick, peers) => benchGrid(quick ? quickGridOptions : gridOptions, peers), usual: true },
  session: { run: (quick, peers) => benchSession(quick ? quickSessionOptions : sessionOptions, peers), usual: true },
  cli: { run: (quick) => benchCli(quick ? quickCliOptions : cliOptions), usual: true },
};

export interface Arguments {
  names: BenchName[];
  quick: boolean;
  peers: boolean;
}

export const usage = `Usage: npm run bench -- [${benches.join('|')}]… [--quick] [--no-peers]`;

/** Throws a RangeError for a bench that there is not. */
export function readArguments(argv: string[]): Arguments {
  const options = { quick: { type: 'boolean', default: false }, 'no-peers': { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
  const names = positionals.map((each) => {
    const found = benches.find((name) => name === each && name in all);
    if (found === undefined) throw new RangeError(`There is no bench "${each}".`);
    return found;
  });
  const usual = benches.filter((name) => all[name]?.usual === true);
  return { names: names.length > 0 ? names : usual, quick: values.quick, peers: !values['no-peers'] };
}

/** Runs them one after another; each is kept as soon as it is there. */
export async function runBenches({ names, quick, peers }: Arguments): Promise<void> {
  for (const name of names) {
    console.log(`\n== ${name}`);
    const findings = await all[name]?.run(quick, peers ? installedPeers : noPeers);
    if (findings === undefined) continue;
    keep(findings);
    console.log(`\n${toMarkdown(findings)}`);
  }
}

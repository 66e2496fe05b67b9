/** The session beside MSAL used as shipped and openid-client, all of them real, against one simulated provider. */
import type { Peers } from '../harness/peers.ts';
import { type BenchSize, type Comparison, type Findings, number, type RunBench } from '../harness/report.ts';
import {
  accountsCurve,
  besideUnits,
  clickToBrowser,
  keptOnDisk,
  overlapping,
  type Refreshes,
  refresh,
  warmToken,
} from './operations.ts';
import { createStage, type Stage } from './setup.ts';

interface SessionOptions {
  /** Of the warm token, ms for each of the two. */
  time: number;
  clicks: number;
  refreshes: number;
  operations: number;
  accounts: readonly number[];
  starts: number;
  /** Of the list of units that is kept beside the tokens, bytes. */
  lists: readonly number[];
}
const sizes: Record<BenchSize, SessionOptions> = {
  usual: {
    time: 2_000,
    clicks: 21,
    refreshes: 101,
    operations: 300,
    accounts: [1, 10, 50],
    starts: 31,
    lists: [0, 1_000_000, 10_000_000],
  },
  quick: {
    time: 400,
    clicks: 7,
    refreshes: 61,
    operations: 300,
    accounts: [1, 10, 50],
    starts: 9,
    lists: [0, 10_000_000],
  },
  tiny: { time: 20, clicks: 1, refreshes: 1, operations: 20, accounts: [1], starts: 1, lists: [0] },
};

export const run: RunBench = (size, peers) => benchSession(sizes[size], peers);

async function benchSession(options: SessionOptions, peers: Peers): Promise<Findings> {
  const stage = await createStage();
  try {
    const refreshes = await refresh(stage, options.refreshes, peers);
    return {
      name: 'session',
      title: 'session: tokens',
      comparisons: await compare(stage, options, refreshes),
      notes: [
        'One process, one simulated provider over https on loopback. Ours keeps its cache encrypted in the store of the window and goes through its queue; MSAL is used as its documentation has it, from memory unless it says otherwise. Medians of interleaved runs; the warm token by tinybench.',
        'The start with a cache: ours decrypts and reads the stored token, MSAL reads a plain file that is in memory, with the plugin of its documentation.',
        whyRefresh(refreshes),
        `Peers: @azure/msal-node (the product's own copy), ${peers.describe('openid-client')}.`,
      ],
    };
  } finally {
    await stage.close();
  }
}

async function compare(stage: Stage, options: SessionOptions, refreshes: Refreshes): Promise<Comparison[]> {
  const warm = await warmToken(stage, options.time);
  const click = await clickToBrowser(stage, options.clicks);
  const beside = await besideUnits(stage, options.lists, options.refreshes);
  const overlap = await overlapping(stage, options.operations);
  const curve = await accountsCurve(stage, options.accounts, options.starts);
  const silent = "MSAL's silent call";
  return [
    {
      what: 'warm access token, p50',
      unit: 'ms',
      ours: warm.ours.p50,
      peers: { [silent]: warm.msal.p50 },
      target: { of: 'ratio', limit: 0.1 },
    },
    {
      what: 'warm access token, p99, cache on disk',
      unit: 'ms',
      ours: warm.ours.p99,
      peers: { [silent]: warm.msal.p99 },
      target: { of: 'value', limit: 1 },
    },
    {
      what: 'click to browser opened',
      unit: 'ms',
      ours: click['ours'] ?? Number.NaN,
      peers: { acquireTokenInteractive: click['msal'] ?? Number.NaN },
      target: { of: 'ratio', limit: 0.05 },
    },
    ...refreshRows(refreshes),
    ...[...beside].map(
      ([size, ours]): Comparison => ({
        what: `refresh beside a kept list of units of ${(size / 1e6).toLocaleString('en')} MB`,
        unit: 'ms',
        ours,
        peers: { 'no list': beside.get(0) ?? Number.NaN },
      }),
    ),
    {
      what: `${options.operations} overlapping operations on 2 accounts: errors`,
      unit: '',
      ours: overlap.ours,
      peers: { 'shared MSAL application': overlap.msal },
      target: { of: 'value', limit: 0 },
    },
    ...curve.map(
      ({ accounts, ours, msal, bytes }): Comparison => ({
        what: `new process to first token, ${accounts} ${accounts === 1 ? 'account' : 'accounts'} in a cache of ${Math.round(bytes / 1000)} kB`,
        unit: 'ms',
        ours,
        peers: { MSAL: msal },
      }),
    ),
  ];
}

function refreshRows({ ours, inMemory, peers }: Refreshes): Comparison[] {
  const unit = 'ms';
  const bare = 'openid-client';
  return [
    { what: 'refresh', unit, ours, peers, against: bare, target: { of: 'ratio', limit: 1.5 } },
    { what: 'refresh, kept on disk by both', unit, ours, peers, against: keptOnDisk },
    { what: 'refresh, kept in memory by both', unit, ours: inMemory, peers, against: bare },
  ];
}

/** Where its time goes, and why less of it would be worse. */
function whyRefresh({ ours, inMemory, peers }: Refreshes): string {
  const bare = peers['openid-client'];
  const msal = peers['MSAL from memory'] ?? Number.NaN;
  const byMsal = bare === undefined ? '' : ` MSAL by itself takes ${number(msal / bare)}× of openid-client.`;
  return `The refresh spends ${number(ours - inMemory)} ms of its ${number(ours)} ms on the disk: writing the new token into its file and flushing that, before the token is given out. A provider that rotates would end the sign-in of whoever does without and is killed.${byMsal}`;
}

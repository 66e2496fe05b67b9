/** Every bench still runs, with tiny sizes and without what it measures against. What it measures then means nothing. */

import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../build/bundle.ts';
import { findElectron } from '../../build/electron/runtime.ts';
import { noPeers } from '../bench/harness/peers.ts';
import { refuseDevelopment } from '../bench/harness/product.ts';
import {
  type BenchName,
  benches,
  type Comparison,
  type Findings,
  ratioOf,
  soaks,
  toMarkdown,
  verdictOf,
} from '../bench/harness/report.ts';
import { keep } from '../bench/harness/results.ts';
import { latencies } from '../bench/hub/latency.ts';
import { readArguments, runBench } from '../bench/main.ts';
import { load } from '../bench/serve/load.ts';
import { inFull } from '../fakes/rounds.ts';

const peersOf: Partial<Record<Findings['name'], string[]>> = {
  grid: ['ag-grid-community', '@glideapps/glide-data-grid', '@fluentui/react-components'],
  session: ['openid-client'],
};
const require = createRequire(import.meta.url);
// Whole processes are started, on a machine that may be busy.

/** Whole processes and apps start several times: more than an everyday run should wait for. */
const notInFull = !inFull && 'MAX_DESK_ALL=1 runs them';
const inElectron: readonly BenchName[] = ['grid', 'start', 'large', 'page', 'hub', 'soak', 'wall'];
const electron = findElectron();
const skipped = 'missing' in electron ? `there is no Electron here: ${electron.missing}` : notInFull;
if (skipped) console.log(`Benches in Electron (${inElectron.join(', ')}) are not tried: ${skipped}.`);
if (notInFull) console.log(`The other benches are not tried: ${notInFull}.`);

describe('a bench with tiny sizes and no peers installed', () => {
  async function measuresOurs(name: BenchName): Promise<void> {
    const findings = await runBench(name, 'tiny', noPeers);
    const { comparisons } = findings;
    expect(comparisons.length).toBeGreaterThan(0);
    for (const { what, ours } of comparisons) expect(ours, what).not.toBeNaN();
    for (const peer of peersOf[name] ?? []) expect(toMarkdown(findings)).toContain(`${peer} not measured`);
  }
  beforeAll(ensureBuilt);
  // A window has the display for itself.
  test.skipIf(skipped).each(inElectron)('%s: measures ours', measuresOurs);
  // They wait for most of their time, so they do so together.
  const others = benches.filter((name) => !inElectron.includes(name));
  test.skipIf(notInFull).concurrent.each(others)('%s: measures ours', measuresOurs);
});

test('a probe that was replaced before a paint has waited for that paint, and one that never showed for ever', () => {
  const paints = [
    { sent: 100, at: 150 },
    { sent: 300, at: 320 },
  ];
  expect(latencies([100, 200, 300, 400], paints)).toEqual([50, 120, 20, Number.POSITIVE_INFINITY]);
});

describe('a comparison', () => {
  const measured: Comparison = {
    what: 'a key',
    unit: 'ms',
    ours: 20,
    peers: { slow: 100, quick: 40 },
    target: { of: 'ratio', limit: 0.5 },
  };

  test('is against the best peer, unless one is named', () => {
    expect(ratioOf(measured)).toBe(0.5);
    expect(ratioOf({ ...measured, against: 'slow' })).toBe(0.2);
  });

  test('meets its target, misses it, or lacks the peer', () => {
    expect(verdictOf(measured)).toBe('met');
    expect(verdictOf({ ...measured, ours: 21 })).toBe('MISSED');
    expect(verdictOf({ ...measured, peers: {} })).toBe('unmeasured');
    expect(verdictOf({ ...measured, peers: {}, target: { of: 'value', limit: 19 } })).toBe('MISSED');
  });
});

test('the results of one bench replace its last ones and leave the others, and what is missed comes first', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-results-'));
  const file = path.join(folder, 'RESULTS.md');
  const findings = (name: Findings['name'], title: string, ours: number): Findings => ({
    name,
    title,
    comparisons: [
      { what: 'key', unit: 'ms', ours, peers: { peer: 10 }, target: { of: 'ratio', limit: 1 } },
      { what: 'errors', unit: '', ours: 0, peers: {}, target: { of: 'value', limit: 0 } },
    ],
    notes: [],
  });
  try {
    keep(findings('session', 'first', 5), file);
    keep(findings('grid', 'second', 20), file);
    keep(findings('session', 'third', 5), file);
    const text = readFileSync(file, 'utf8');
    expect(text.match(/^## .*$/gm)).toEqual(['## second', '## third']);
    expect(text).toContain(
      'Of all targets 3 are met and 1 missed.\n\n- grid: key: 2× of peer (≤ 1×)\n\n<!--',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a page with React for development in it is not measured', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-page-'));
  try {
    for (const version of ['production', 'development'] as const) {
      const react = path.join(
        path.dirname(require.resolve('react-dom')),
        `cjs/react-dom-client.${version}.js`,
      );
      copyFileSync(react, path.join(folder, 'page.js'));
      const measure = () => refuseDevelopment(folder);
      if (version === 'production') expect(measure).not.toThrow();
      else expect(measure).toThrow("React's development version");
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the arguments name benches that there are', () => {
  expect(readArguments(['grid', '--quick'])).toEqual({ names: ['grid'], size: 'quick', peers: true });
  expect(readArguments([]).names).toEqual(benches.filter((name) => !soaks.includes(name)));
  expect(readArguments(['soak', '--serve']).names).toEqual(['serve-soak']);
  expect(() => readArguments(['gird'])).toThrow('There is no bench "gird".');
  expect(readArguments(['soak', '--minutes', '2.5'])).toMatchObject({ names: ['soak'], minutes: 2.5 });
  expect(readArguments(['soak', '--wall']).names).toEqual(['wall']);
  for (const wrong of ['0', '-1', 'long']) {
    expect(() => readArguments(['soak', `--minutes=${wrong}`])).toThrow('--minutes is a number above 0');
  }
});

test('a load on a server that closes a connection in silence fails, and does not wait for ever', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const options = { port, request: 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', rate: 100, time: 20, connections: 1 };
  await expect(load(options)).rejects.toThrow('The server has closed a connection.');
  server.close();
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDiskFolder } from '../../electron/core/ledger/ledger-folder.ts';
import { unitHistoryOf } from '../../electron/core/ledger/unit-history.ts';
import { openTestLedger, viewOf } from '../fakes/ledger.ts';
import { random } from '../fakes/random.ts';
import { inFull } from '../fakes/rounds.ts';
import { scriptOf } from '../fakes/script.ts';

const kills = inFull ? 200 : 10;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-ledger-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Kills a writer after some rounds. @returns the last round that it has promised */
async function killed(script: string, place: string, from: number, rounds: number): Promise<number> {
  const child = spawn(process.execPath, [script, place, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    if (text.split('\n').length > rounds) child.kill('SIGKILL');
  });
  await ended;
  return Number(text.trimEnd().split('\n').at(-1));
}

test(`killed ${kills} times, the ledger has lost nothing that was told`, { timeout: 900_000 }, async () => {
  const script = await scriptOf('test/fakes/ledger-writer.ts', folder);
  const place = path.join(folder, 'ledger');
  const chance = random(19);
  let told = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    told = await killed(script, place, told, 1 + Math.floor(chance() * 60));
    const store = await openTestLedger(createDiskFolder(place));
    expect(store.state()).toEqual({ failed: false, setAside: 0 });
    // A moment later, so that what began last has lasted.
    const view = viewOf(store, told + 2);
    // It may have taken down one more round than it has said.
    const { spans, since } = await unitHistoryOf(view, 'every round', { from: 0, to: told });
    expect(since).toBe(1);
    expect(spans.length).toBeGreaterThan(0);
    const { outages } = await unitHistoryOf(view, 'every round', { from: told - 200, to: told + 2 });
    const first = Math.max(told - 200, 1);
    for (let round = first; round <= told; round += 1) {
      if (round % 2 === 1) expect(outages.map(({ from }) => from)).toContain(round);
      const own = await unitHistoryOf(view, `unit ${round}`, { from: 0, to: told + 2 });
      expect(own.since).toBe(round);
    }
    await store.close();
  }
});

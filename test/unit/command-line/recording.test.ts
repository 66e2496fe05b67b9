import { lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { beginRecording, type Recording } from '../../../electron/command-line/recording.ts';
import { createFleet } from '../../../electron/simulator/fleet/fleet.ts';
import { parseRecording } from '../../../electron/simulator/replay/recording.ts';
import { fakeClock } from '../../fakes/ports.ts';

const disk = vi.hoisted(() => ({ full: false, fullAtClose: false }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return {
    ...real,
    writeFileSync: (...args: Parameters<typeof real.writeFileSync>) => {
      if (disk.full) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      return real.writeFileSync(...args);
    },
    closeSync(descriptor: number) {
      real.closeSync(descriptor);
      if (disk.fullAtClose) throw Object.assign(new Error('no space'), { code: 'EDQUOT' });
    },
  };
});

let folder: string;
let file: string;
const told: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'max-desk-recording-'));
  file = path.join(folder, 'a.jsonl');
});
afterEach(() => {
  Object.assign(disk, { full: false, fullAtClose: false });
  told.length = 0;
  rmSync(folder, { recursive: true });
});

const clock = fakeClock();
const begun = (limit?: number) =>
  beginRecording(
    { file, keepIds: true, ...(limit === undefined ? {} : { limit }) },
    { clock, tell: (text) => void told.push(text) },
  );
const units = createFleet(200, 1, 0)
  .page(0, 200)
  .map(({ unitId }) => ({
    id: unitId,
    name: 'A name',
    site: '',
    address: '',
    city: '',
    country: '',
    type: 'elevator' as const,
    status: '',
    condition: 'in-service' as const,
    floor: '1',
    direction: null,
    availability: null,
    lastEventAt: null,
  }));
function hear({ sink }: Recording, floor: number): void {
  sink.heard(units.map(({ id }) => ({ id, at: 0, floor: String(floor) })));
}
const text = () => readFileSync(file, 'utf8');

describe('the file of a recording', () => {
  test('is of its owner alone, and on the disk soon, also without an end', async () => {
    const recording = begun();
    recording.sink.listBegins().page(units, true);
    hear(recording, 2);
    clock.move(250);
    expect(parseRecording(text())).toMatchObject({ units: { length: 200 }, changes: { length: 200 } });
    if (process.platform !== 'win32') expect(lstatSync(file).mode & 0o777).toBe(0o600);
    recording.sink.changed?.({ phase: 'live', since: 0, problem: null, cover: null });
    recording.sink.changed?.({ phase: 'live', since: 0, problem: null, cover: null });
    recording.sink.changed?.({ phase: 'reconnecting', since: 0, problem: null, cover: null });
    await recording.end();
    expect(
      text()
        .split('\n')
        .slice(-5)
        .map((line) => line.replace(/"t":\d+,/, '')),
    ).toEqual([
      expect.stringContaining('"event"'),
      '{"live":true}',
      '{"live":false}',
      '{"end":"stopped"}',
      '',
    ]);
    hear(recording, 3);
    clock.move(250);
    expect(text()).toMatch(/"end":"stopped"\}\n$/);
  });

  test('replaces nothing and follows no link', () => {
    writeFileSync(file, 'mine');
    expect(begun).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining('already') }),
    );
    expect(text()).toBe('mine');
    rmSync(file);
    if (process.platform === 'win32') return;
    symlinkSync(path.join(folder, 'elsewhere'), file);
    expect(begun).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  test('is not there if there was nothing to record', async () => {
    const recording = begun();
    await recording.end();
    expect(lstatSync(file, { throwIfNoEntry: false })).toBeUndefined();
  });

  test('ends when it is as long as it may be, says so, and can be played', async () => {
    const recording = begun(40_000);
    recording.sink.listBegins().page(units, true);
    for (let floor = 0; floor < 20; floor += 1) hear(recording, floor);
    expect(told).toEqual([expect.stringContaining('The recording has ended, the watch goes on')]);
    await recording.end();
    expect(text()).toMatch(/"end":"full"\}\n$/);
    expect(Buffer.byteLength(text())).toBeLessThanOrEqual(40_000);
    expect(Buffer.byteLength(text())).toBeGreaterThan(39_000);
    expect(parseRecording(text()).units).toHaveLength(200);
  });

  test('says what a drive that reports it only when it is closed has kept from it', async () => {
    const recording = begun();
    recording.sink.listBegins().page(units, true);
    disk.fullAtClose = true;
    await expect(recording.end()).rejects.toMatchObject({ code: 'storage', details: { text: 'EDQUOT' } });
  });

  test.each(['in the middle', 'at the end'])(
    'says what a disk that is full %s has kept from it',
    async (when) => {
      const recording = begun();
      recording.sink.listBegins().page(units, true);
      disk.full = true;
      if (when === 'in the middle') clock.move(250);
      const failure = { code: 'storage', details: { file, text: 'ENOSPC' } };
      await expect(recording.end()).rejects.toMatchObject(failure);
      await expect(recording.broken).rejects.toMatchObject(failure);
      hear(recording, 1);
      clock.move(250);
    },
  );
});

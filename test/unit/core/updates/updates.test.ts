import { describe, expect, test, vi } from 'vitest';
import {
  createUpdates,
  type UpdateAudience,
  type UpdateFeed,
  type Updater,
  type UpdateTiming,
} from '../../../../electron/core/updates/updates.ts';
import { fakeClock, fakeLog } from '../../../fakes/ports.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 1);

interface Parts extends UpdateFeed, UpdateAudience {
  timing: UpdateTiming;
}

/** Updates beside a feed that a test plays. */
function scene(parts: Partial<Parts> = {}, play: Partial<Updater> = {}) {
  const clock = fakeClock(start);
  const log = fakeLog();
  const phases: string[] = [];
  const updater = {
    check: vi.fn(async () => ({ version: '2.0.0', releasedAt: start - day })),
    download: vi.fn(async (onProgress: (percent: number) => void) => onProgress(100)),
    install: vi.fn(async () => undefined),
    ...play,
  };
  const load = vi.fn(async () => updater);
  const updates = createUpdates(
    { load, installs: true, deferralDays: 0, ...parts },
    { clock, log },
    { isBusy: () => false, onChange: () => void phases.push(updates.state().updates.phase), ...parts },
    parts.timing,
  );
  const until = (phase: string) =>
    vi.waitFor(() => expect(updates.state().updates.phase).toBe(phase), { interval: 1 });
  return { clock, log, phases, updater, load, updates, until };
}

describe('looking for a newer version', () => {
  test('waits for the first minute to be over, and then fetches what is there', async () => {
    const { clock, load, phases, updates, until } = scene();
    expect(updates.state().updates.phase).toBe('idle');
    clock.move(30_000);
    expect(load).not.toHaveBeenCalled();
    clock.move(30_000);
    await until('ready');
    expect(phases).toEqual(['checking', 'downloading', 'downloading', 'ready']);
    expect(updates.state().updates).toMatchObject({
      version: '2.0.0',
      progress: null,
      checkedAt: clock.now(),
    });
  });

  test('shows the progress in whole percents, each once', async () => {
    const seen: (number | null)[] = [];
    const { updates, until } = scene(
      { onChange: () => void seen.push(updates.state().updates.progress) },
      {
        download: async (onProgress) => {
          for (const percent of [0.2, 0.9, 41.7, 41.9, 100.4]) onProgress(percent);
        },
      },
    );
    await updates.calls.checkForUpdates(undefined);
    await until('ready');
    expect(seen).toEqual([null, 0, 41, 100, null]);
  });

  test('comes again after some hours, never at the same moment everywhere, until something is ready', async () => {
    const check = vi.fn(async () => undefined);
    const { clock, updates } = scene({}, { check });
    await updates.calls.checkForUpdates(undefined);
    clock.move(4.4 * hour);
    expect(check).toHaveBeenCalledOnce();
    clock.move(3.2 * hour);
    await vi.waitFor(() => expect(check).toHaveBeenCalledTimes(2), { interval: 1 });
  });

  test('asks once when two want to know', async () => {
    const { updates, updater } = scene();
    await Promise.all([updates.calls.checkForUpdates(undefined), updates.calls.checkForUpdates(undefined)]);
    await updates.calls.checkForUpdates(undefined);
    expect(updater.check).toHaveBeenCalledOnce();
  });

  test('only tells of it where the version comes another way', async () => {
    const { updates, updater } = scene({ installs: false });
    await updates.calls.checkForUpdates(undefined);
    expect(updates.state().updates).toMatchObject({ phase: 'available', version: '2.0.0' });
    expect(updater.download).not.toHaveBeenCalled();
  });

  test('finds nothing where nothing is offered, for a rollout that has not come so far for instance', async () => {
    const { updates, clock } = scene({}, { check: async () => undefined });
    await updates.calls.checkForUpdates(undefined);
    expect(updates.state().updates).toMatchObject({ phase: 'idle', version: null, checkedAt: clock.now() });
  });

  test('stops at the end', async () => {
    const { clock, updates, load, phases } = scene();
    updates.close();
    clock.move(hour);
    expect(load).not.toHaveBeenCalled();
    expect(phases).toEqual([]);
  });
});

describe('a version that the organisation puts off', () => {
  test.each([
    ['is younger than that', start - 6 * day, 'idle'],
    ['has come of age', start - 7 * day, 'ready'],
    ['does not say how old it is', null, 'idle'],
  ])('and that %s', async (_what, releasedAt, phase) => {
    const { updates } = scene({ deferralDays: 7 }, { check: async () => ({ version: '2.0.0', releasedAt }) });
    await updates.calls.checkForUpdates(undefined);
    expect(updates.state().updates.phase).toBe(phase);
  });
});

describe('a failure', () => {
  const offline = () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED at https://secret@feed'));

  test('that nobody waits for is in the log only, without addresses, and it is tried again', async () => {
    const check = vi.fn(offline);
    const { clock, log, updates } = scene({}, { check });
    clock.move(60_000);
    await vi.waitFor(() => expect(log.lines).toHaveLength(1), { interval: 1 });
    expect(log.lines[0]).toContain('"code":"offline"');
    expect(log.lines[0]).not.toContain('secret');
    await vi.waitFor(() => expect(updates.state().updates).toMatchObject({ phase: 'idle', problem: null }), {
      interval: 1,
    });
    clock.move(8 * hour);
    await vi.waitFor(() => expect(check).toHaveBeenCalledTimes(2), { interval: 1 });
  });

  test.each([
    ['the network', offline, { code: 'offline', details: { reason: 'ERR_INTERNET_DISCONNECTED' } }],
    [
      'a signature that is not ours',
      () => Promise.reject(Object.assign(new Error('/tmp/x'), { code: 'ERR_UPDATER_INVALID_SIGNATURE' })),
      { code: 'update-failed', details: { reason: 'ERR_UPDATER_INVALID_SIGNATURE' } },
    ],
    [
      'anything else',
      () => Promise.reject(new Error('x')),
      { code: 'update-failed', details: { reason: 'unknown' } },
    ],
  ])('that somebody waits for is told: %s', async (_what, download, problem) => {
    const { updates } = scene({}, { download });
    await updates.calls.checkForUpdates(undefined);
    expect(updates.state().updates).toMatchObject({ phase: 'failed', progress: null, problem });
  });

  test('of a feed that never answers is told, and the next question is asked', async () => {
    const check = vi.fn(() => new Promise<never>(() => undefined));
    const { updates } = scene({ timing: { first: 1, between: 1, busy: 1, answer: 1 } }, { check });
    await updates.calls.checkForUpdates(undefined);
    expect(updates.state().updates).toMatchObject({ phase: 'failed', problem: { code: 'offline' } });
    await updates.calls.checkForUpdates(undefined);
    expect(check).toHaveBeenCalledTimes(2);
  });

  test('of loading the updater is tried again', async () => {
    const load = vi.fn<() => Promise<Updater>>(() => Promise.reject(new Error('no file')));
    const { updates } = scene({ load });
    await updates.calls.checkForUpdates(undefined);
    await updates.calls.checkForUpdates(undefined);
    expect(load).toHaveBeenCalledTimes(2);
  });
});

describe('a sign-in', () => {
  test('is not disturbed: looking waits until it is over', async () => {
    let isBusy = true;
    const { clock, load, until } = scene({ isBusy: () => isBusy });
    clock.move(10 * 60_000);
    expect(load).not.toHaveBeenCalled();
    isBusy = false;
    clock.move(2 * 60_000);
    await until('ready');
  });

  test('is not ended by a restart', async () => {
    let isBusy = false;
    const { updates, updater } = scene({ isBusy: () => isBusy });
    await updates.calls.checkForUpdates(undefined);
    isBusy = true;
    expect(() => updates.calls.restartToUpdate(undefined)).toThrow(
      expect.objectContaining({ code: 'update-failed' }),
    );
    isBusy = false;
    updates.calls.restartToUpdate(undefined);
    await vi.waitFor(() => expect(updater.install).toHaveBeenCalledOnce(), { interval: 1 });
  });
});

test('there is nothing to restart for before something is ready', () => {
  expect(() => scene().updates.calls.restartToUpdate(undefined)).toThrow(
    expect.objectContaining({ code: 'bad-request' }),
  );
});

test('a restart that is asked for twice installs once', async () => {
  const install = vi.fn(() => new Promise<void>(() => undefined));
  const { updates } = scene({}, { install });
  await updates.calls.checkForUpdates(undefined);
  updates.calls.restartToUpdate(undefined);
  updates.calls.restartToUpdate(undefined);
  await vi.waitFor(() => expect(install).toHaveBeenCalled(), { interval: 1 });
  expect(install).toHaveBeenCalledOnce();
});

test('a restart that comes to nothing is told', async () => {
  const { updates, until } = scene({}, { install: () => Promise.reject(new Error('x')) });
  await updates.calls.checkForUpdates(undefined);
  updates.calls.restartToUpdate(undefined);
  await until('failed');
  expect(updates.state().updates.problem?.code).toBe('update-failed');
});

import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { DoctorResult } from '../../../../electron/contract/support.ts';
import { createExaminations } from '../../../../electron/core/doctor/examinations.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { connectionWith } from '../../../fakes/connection.ts';
import { fakeClipboard, fakeClock } from '../../../fakes/ports.ts';

const step = (part: Partial<DoctorResult> = {}): DoctorResult => ({
  check: 'names',
  outcome: 'passed',
  finding: 'resolved',
  details: { host: 'api.example.com' },
  failure: null,
  ...part,
});
const results = [step(), step({ check: 'proxy', finding: 'direct', details: {} })];
const send = vi.fn();
const save = vi.fn(async (name: string, kind: string, content: () => Uint8Array | Promise<Uint8Array>) => ({
  file: `${name} ${kind} ${Buffer.from(await content()).toString().length > 0}`,
}));
/** Held back after the first step while this is pending. */
let wait: Promise<void>;
let hasConnection: boolean;
beforeEach(() => {
  vi.clearAllMocks();
  wait = Promise.resolve();
  hasConnection = true;
});

function newExaminations() {
  type Parts = Parameters<typeof createExaminations>;
  const clipboard = fakeClipboard();
  const ports = {
    run: { version: '1.2.3', clock: fakeClock(Date.UTC(2026, 10, 29)) },
    ways: {},
    desktop: { clipboard },
    send,
  } as unknown as Parts[0];
  async function* examine(_network: unknown, signal: AbortSignal) {
    for (const result of results) {
      signal.throwIfAborted();
      yield result;
      await wait;
    }
    signal.throwIfAborted();
  }
  const current = () => {
    if (!hasConnection) throw new AppError('configuration', 'No connection.');
    return { connection: connectionWith(), examine } as unknown as ReturnType<Parts[1]>;
  };
  return { ...createExaminations(ports, current, { save }), clipboard };
}

describe('an examination', () => {
  test('tells each step as it ends, and gives all of them', async () => {
    const { calls } = newExaminations();
    expect(await calls.runDoctor({ run: 7 })).toEqual(results);
    expect(send.mock.calls).toEqual(results.map((result) => ['doctorStep', { run: 7, result }]));
  });

  test('can be copied and saved once it is done', async () => {
    const { calls, clipboard } = newExaminations();
    for (const take of [() => calls.copyReport(), () => calls.saveReport()])
      await expect(take()).rejects.toMatchObject({ code: 'bad-request' });
    await calls.runDoctor({ run: 1 });
    await calls.copyReport();
    for (const text of ['MAX Desk 1.2.3', 'Sample', 'api.example.com', '2026-11-29T00:00:00.000Z'])
      expect(clipboard.text).toContain(text);
    expect(await calls.saveReport()).toEqual({ file: 'max-desk-check-2026-11-29.txt report true' });
  });

  test('ends the one before, which leaves no report', async () => {
    const { calls } = newExaminations();
    const held = Promise.withResolvers<void>();
    wait = held.promise;
    const first = calls.runDoctor({ run: 1 });
    const refused = expect(first).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(send).toHaveBeenCalled());
    const second = calls.runDoctor({ run: 2 });
    held.resolve();
    await refused;
    expect(await second).toEqual(results);
  });

  test('goes on when another one cannot begin, and ends with the window', async () => {
    const { calls, close } = newExaminations();
    const held = Promise.withResolvers<void>();
    wait = held.promise;
    const first = calls.runDoctor({ run: 1 });
    await vi.waitFor(() => expect(send).toHaveBeenCalled());
    hasConnection = false;
    await expect(calls.runDoctor({ run: 2 })).rejects.toMatchObject({ code: 'configuration' });
    held.resolve();
    expect(await first).toEqual(results);
    hasConnection = true;
    const held2 = Promise.withResolvers<void>();
    wait = held2.promise;
    const last = calls.runDoctor({ run: 3 });
    const refused = expect(last).rejects.toMatchObject({ code: 'cancelled' });
    close();
    held2.resolve();
    await refused;
  });

  test('for diagnostics says how far it came when it is aborted', async () => {
    const { report } = newExaminations();
    const whole = await report(new AbortController().signal);
    expect(whole).toContain('2026-11-29T00:00:00.000Z');
    expect(send).not.toHaveBeenCalled();
    const held = Promise.withResolvers<void>();
    wait = held.promise;
    const abort = new AbortController();
    const part = report(abort.signal);
    await Promise.resolve();
    abort.abort(new AppError('cancelled', 'Too long.'));
    held.resolve();
    expect(await part).toMatch(
      /^MAX Desk 1\.2\.3\n\npassed {2}names {2}.+\nNot examined to the end: Too long\.\n$/,
    );
  });
});

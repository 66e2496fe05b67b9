import { expect, test } from 'vitest';
import { createUnitReports } from '../../../../electron/core/workplace/unit-reports.ts';
import { alwaysUp as availability } from '../../../fakes/availability.ts';
import { unit } from '../../renderer/units/sample.ts';

const question = { from: 0, to: 1, by: 'unit', language: 'en' } as const;

/** @param onAsk called when the ledger is asked */
function reports(units: readonly string[], onAsk: (groups: string[][]) => void = () => undefined) {
  const window = { account: 'sam' as string | undefined };
  let now = 0;
  const report = createUnitReports({
    account: () => window.account,
    async *listed() {
      for (const id of units) yield { units: [unit(id)] };
    },
    ledger: async () => ({ phase: 'on', since: 0, setAside: 0 }),
    // Each look at the clock takes long enough for a pause.
    steady: () => {
      now += 10;
      return now;
    },
    async ask({ groups }) {
      onAsk(groups);
      return groups.map(() => availability);
    },
  });
  return { window, report };
}

test('a report is about all units of the last whole list', async () => {
  const asked: string[][] = [];
  const { report } = reports(['b', 'a'], (groups) => void asked.push(...groups));
  const { units, count, rows } = await report('sam', question);
  expect([units, count]).toEqual([2, 2]);
  expect((await rows.next()).value).toMatchObject([{ title: 'Unit a' }, { title: 'Unit b' }]);
  expect(asked).toEqual([['a'], ['b']]);
});

test('nobody gets a report of another account, nor one without a list', async () => {
  expect(
    (await reports([])
      .report('sam', question)
      .catch((error: unknown) => error)) as object,
  ).toMatchObject({
    code: 'agent-unavailable',
    message: expect.stringContaining('has not read the list'),
  });
  const { report } = reports(['a']);
  await expect(report('tessa', question)).rejects.toMatchObject({ code: 'agent-unavailable' });
});

test('an account that comes while the ledger is asked gets nothing of its own into the report', async () => {
  const { report, window } = reports(['a'], () => {
    window.account = 'tessa';
  });
  const { rows } = await report('sam', question);
  await expect(rows.next()).rejects.toMatchObject({ code: 'agent-unavailable' });
});

test('others have their turn while many units are put in order, also who switches the account then', async () => {
  const many = Array.from({ length: 5_000 }, (_, place) => `u${place}`);
  for (const by of ['unit', 'site'] as const) {
    const { report, window } = reports(many);
    const reporting = report('sam', { ...question, by });
    setImmediate(() => {
      window.account = 'tessa';
    });
    await expect(reporting).rejects.toMatchObject({ code: 'agent-unavailable' });
  }
});

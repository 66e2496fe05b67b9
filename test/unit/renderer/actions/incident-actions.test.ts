import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Incident, IncidentsOf } from '../../../../electron/contract/incidents.ts';
import { perform } from '../../../../renderer/actions/perform.ts';
import { actionOf, rowActions } from '../../../../renderer/actions/registry.ts';
import { createIncidentDesk } from '../../../../renderer/incidents/incident-desk.ts';
import { storeOf, unit } from '../units/sample.ts';
import { hereWith } from './here.ts';

beforeEach(() => void vi.useFakeTimers({ now: 10_000 }));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** At the incidents, with two open outages; main keeps what it is given. */
async function atIncidents() {
  const out = (id: string, outSince: number) => unit(id, { condition: 'out-of-service', outSince });
  const { here, call, say } = hereWith({}, storeOf(out('a', 1), out('b', 2), unit('runs')));
  let tell: (news: IncidentsOf) => void = () => undefined;
  const main = {
    call: async (_name: string, input?: { incidents: Incident[] }) => input?.incidents ?? null,
    on: (_event: string, listener: typeof tell) => {
      tell = listener;
      return () => undefined;
    },
  };
  Object.assign(here, { incidents: createIncidentDesk(main as never, here.desk, here.units) });
  here.place.set('incidents');
  await vi.advanceTimersByTimeAsync(1_000);
  return { here, call, say, tell: (news: IncidentsOf) => tell(news) };
}
const act = async ({ here }: Awaited<ReturnType<typeof atIncidents>>, id: string) => {
  const isDone = perform(actionOf(id), here);
  await vi.advanceTimersByTimeAsync(0);
  return isDone;
};

describe('an incident', () => {
  test('is acknowledged, the next press takes it back, and undo goes the same way', async () => {
    const there = await atIncidents();
    const { here, say } = there;
    const words = () => actionOf('incident-acknowledge').title(here);
    expect(words()).toBe('Acknowledge');
    here.incidents.selection.toggleAll();
    expect(await act(there, 'incident-acknowledge')).toBe(true);
    expect(here.incidents.of('a').acknowledgedAt).toBeGreaterThanOrEqual(10_000);
    expect(say).toHaveBeenLastCalledWith('2 incidents acknowledged');
    expect(words()).toBe('Withdraw acknowledgement');
    await act(there, 'incident-acknowledge');
    expect(here.incidents.of('b').acknowledgedAt).toBeNull();
    expect(actionOf('incident-undo').title(here)).toBe('Undo: withdrawal');
    await act(there, 'incident-undo');
    await act(there, 'incident-undo');
    expect(say).toHaveBeenLastCalledWith('Undone: acknowledgement');
    expect(here.incidents.of('a').acknowledgedAt).toBeNull();
    expect(await act(there, 'incident-undo')).toBe(false);
  });

  test.each(['snooze', 'note', 'maintenance'] as const)('is asked about: %s', async (dialog) => {
    const there = await atIncidents();
    expect(await act(there, `incident-${dialog}`)).toBe(true);
    expect(there.here.incidents.dialog.get()).toBe(dialog);
  });

  test('that has ended can only be maintenance; on another screen nothing can be done', async () => {
    const there = await atIncidents();
    const { here, tell } = there;
    const ended = { id: 'b', outageAt: 2, endedAt: 3, atLatest: false, condition: 'entrapment' as const };
    const owner = { connection: 'test', account: 'ann' };
    tell({ owner, incidents: [], ended: [{ ...ended, acknowledgedAt: null, note: '' }] });
    here.incidents.view.set({ ...here.incidents.view.get(), shows: 'ended' });
    const ids = ['acknowledge', 'snooze', 'note', 'maintenance'].map((each) => `incident-${each}`);
    expect(ids.filter((id) => actionOf(id).possible(here))).toEqual(['incident-maintenance']);
    here.place.set('units');
    expect(ids.filter((id) => actionOf(id).possible(here))).toEqual([]);
  });
});

test('in the menu of rows the outages among them are acknowledged, and nothing of units that run', async () => {
  const { here, say } = await atIncidents();
  const action = rowActions.flat().find(({ id }) => id === 'unit-acknowledge');
  if (action === undefined) throw new Error('there is no such action');
  here.place.set('units');
  expect(action.possible(here, ['runs', 'gone'])).toBe(false);
  expect(action.title(here, ['a', 'b', 'runs'])).toBe('Acknowledge 2 outages');
  await action.run(here, ['a', 'runs']);
  expect(here.incidents.of('runs').acknowledgedAt).toBeNull();
  expect(say).toHaveBeenLastCalledWith('1 incident acknowledged');
  expect(action.title(here, ['a'])).toBe('Withdraw acknowledgement');
  here.units.apply([{ id: 'b', at: 5, condition: 'unknown' }]);
  expect(action.possible(here, ['b']), 'nobody knows that its outage is over').toBe(true);
  await action.run(here, ['b']);
  expect(here.incidents.of('b').acknowledgedAt).not.toBeNull();
});

describe('a hand-over', () => {
  test('is saved as a file with the open incidents, and as the page that stands while it is made', async () => {
    const there = await atIncidents();
    const { here, call } = there;
    call.mockResolvedValueOnce({ file: '/a/x.json' });
    await act(there, 'save-hand-over');
    const [, input] = call.mock.lastCall as unknown as [string, { incidents: { id: string }[] }];
    expect(input.incidents.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(there.say).toHaveBeenLastCalledWith('Hand-over saved: /a/x.json');
    let standing: unknown;
    call.mockImplementationOnce(async () => {
      standing = here.incidents.printed.get();
      return null;
    });
    await act(there, 'save-hand-over-page');
    expect(standing).toMatchObject({ incidents: [{ id: 'b' }, { id: 'a' }] });
    expect(call.mock.lastCall?.[0]).toBe('savePage');
    expect(here.incidents.printed.get()).toBeNull();
  });

  test('of a colleague is shown when one is chosen', async () => {
    const there = await atIncidents();
    there.call.mockResolvedValueOnce(null);
    await act(there, 'open-hand-over');
    expect(there.here.incidents.opened.get()).toBeNull();
    const handOver = { incidents: [], madeAt: 1 };
    there.call.mockResolvedValueOnce(handOver);
    await act(there, 'open-hand-over');
    expect(there.here.incidents.opened.get()).toBe(handOver);
  });
});

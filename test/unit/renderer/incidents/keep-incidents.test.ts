import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeskState } from '../../../../electron/contract/desk.ts';
import { nothingKnown } from '../../../../electron/contract/incident-facts.ts';
import type {
  EndedIncident,
  Incident,
  IncidentsOf,
  OpenOutage,
} from '../../../../electron/contract/incidents.ts';
import { createIncidentTable } from '../../../../electron/core/incidents/incident-table.ts';
import { type DesktopClient, DesktopError } from '../../../../renderer/desktop.ts';
import { maintain, note, snooze, spansOf } from '../../../../renderer/incidents/deeds.ts';
import { createIncidentDesk } from '../../../../renderer/incidents/incident-desk.ts';
import { acknowledged, noted, snoozed, withdrawn } from '../../../../renderer/incidents/incident-edits.ts';
import { observable } from '../../../../renderer/observable.ts';
import { createTranslations } from '../../../../renderer/ui/i18n.ts';
import { fuzz } from '../../../fakes/fuzz.ts';
import { deskState, signedIn } from '../desk-state.ts';
import { storeOf, unit } from '../units/sample.ts';

beforeEach(() => void vi.useFakeTimers({ now: 10_000 }));
afterEach(() => void vi.useRealTimers());

const failure = { code: 'bad-request', message: 'too much', hint: '', details: {} } as const;
const owner = { connection: 'test', account: 'sam' };
const ids = ['a', 'b', 'c'] as const;

/** The incidents of who is signed in, with three open outages; main keeps what it is given unless it refuses. */
async function setUp() {
  const state = observable<DeskState | null>(null);
  const table = createIncidentTable();
  const main = {
    refuses: false,
    kept: { owner, incidents: [], ended: [] } as IncidentsOf,
    open: [] as OpenOutage[],
  };
  let tell: (news: IncidentsOf) => void = () => undefined;
  const call = vi.fn(async (name: string, input: { incidents: Incident[] }): Promise<unknown> => {
    if (name === 'incidents') return { ...main.kept, open: main.open };
    if (main.refuses) throw new DesktopError(failure);
    return table.set(input.incidents, Date.now());
  });
  const on = (_event: string, listener: (news: IncidentsOf) => void) => {
    tell = listener;
    return () => undefined;
  };
  const units = storeOf(
    ...ids.map((id, place) => unit(id, { condition: 'out-of-service', outSince: place })),
  );
  const incidents = createIncidentDesk({ call, on } as unknown as DesktopClient, { state }, units);
  const signIn = async (account: string) => {
    state.set(deskState({ session: signedIn(account) }));
    await vi.advanceTimersByTimeAsync(0);
  };
  await signIn('sam');
  return { incidents, units, main, call, signIn, state, tell: (news: IncidentsOf) => tell(news) };
}
const states = ({ incidents }: Pick<Awaited<ReturnType<typeof setUp>>, 'incidents'>) =>
  Object.fromEntries(incidents.list.get().rows.map(({ unit: { id }, state }) => [id, state]));
const ended = (id: string): EndedIncident => ({
  ...{ id, outageAt: 0, endedAt: 5, atLatest: false, condition: 'out-of-service' },
  ...{ acknowledgedAt: 1, note: '' },
});

describe('what is known', () => {
  test('is read when somebody signs in, and taken away with the account', async () => {
    const here = await setUp();
    here.state.set(deskState());
    here.main.kept = {
      owner,
      incidents: [{ ...nothingKnown('a'), outageAt: 0, acknowledgedAt: 1 }],
      ended: [ended('z')],
    };
    await here.signIn('sam');
    expect(states(here)).toEqual({ a: 'acknowledged', b: 'new', c: 'new' });
    expect(here.incidents.ended.get()).toHaveLength(1);
    // That of another account is not taken for its own.
    await here.signIn('ann');
    expect(states(here)).toEqual({ a: 'new', b: 'new', c: 'new' });
    expect(here.incidents.ended.get()).toEqual([]);
  });

  test('is about the outage of now, also where only maintenance is left of a former one', async () => {
    const { incidents, units } = await setUp();
    expect(incidents.of('b')).toEqual({ ...nothingKnown('b'), outageAt: 1 });
    units.apply([{ id: 'b', at: 20, condition: 'in-service' }]);
    expect(incidents.of('b')).toEqual(nothingKnown('b'));
  });

  test('of an outage stays while nobody knows what its unit is: an entrapment on top, and what is said then is about it', async () => {
    const here = await setUp();
    const { incidents, units } = here;
    const later = () => vi.advanceTimersByTimeAsync(1_000);
    units.apply([{ id: 'b', at: 20, condition: 'entrapment' }]);
    await later();
    units.apply(['a', 'b'].map((id) => ({ id, at: 30, condition: 'unknown', status: 'No connection' })));
    await later();
    expect(Object.keys(states(here))).toEqual(['b', 'c', 'a']);
    expect(states(here)).toEqual({ b: 'entrapment', c: 'new', a: 'new' });
    await incidents.change('acknowledge', ['a'], acknowledged(5));
    expect(incidents.of('a')).toMatchObject({ outageAt: 0, acknowledgedAt: 5 });
    expect(incidents.open()).toContainEqual(
      expect.objectContaining({ id: 'b', condition: 'entrapment', outSince: 1 }),
    );
    // Back, it is over; a unit that was never out is nothing to the list.
    units.apply([
      { id: 'b', at: 40, condition: 'in-service' },
      { id: 'c', at: 40, condition: 'in-service' },
    ]);
    await later();
    units.apply([{ id: 'c', at: 50, condition: 'unknown' }]);
    await later();
    expect(states(here)).toEqual({ a: 'acknowledged' });
  });

  test('is the same list until something changes, also while nobody knows what a unit is', async () => {
    const { incidents, units } = await setUp();
    const listWith = async (...changes: Parameters<typeof units.apply>[0]) => {
      units.apply(changes);
      await vi.advanceTimersByTimeAsync(1_000);
      return incidents.list.get();
    };
    const before = await listWith(
      { id: 'a', at: 30, condition: 'unknown', status: 'No connection' },
      { id: 'c', at: 30, condition: 'in-service' },
    );
    expect(states({ incidents })).toEqual({ a: 'new', b: 'new' });
    expect(await listWith({ id: 'c', at: 31, floor: '7' })).toBe(before);
    const next = await listWith({ id: 'a', at: 32, floor: '7' });
    expect(next.rows.find(({ unit: { id } }) => id === 'a')?.unit.floor).toBe('7');
    expect(next).not.toBe(before);
    const kept = ({ rows }: typeof next) => rows.filter(({ unit: { id } }) => id !== 'a');
    expect(kept(next).every((row, place) => row === kept(before)[place])).toBe(true);
  });

  test('of an earlier run is shown, too, while nobody knows what the unit is', async () => {
    const here = await setUp();
    here.units.apply([{ id: 'a', at: 30, condition: 'in-service' }]);
    await vi.advanceTimersByTimeAsync(1_000);
    here.units.apply([{ id: 'a', at: 40, condition: 'unknown' }]);
    here.main.kept = {
      owner,
      incidents: [{ ...nothingKnown('a'), outageAt: 7, acknowledgedAt: 8 }],
      ended: [],
    };
    here.main.open = [{ id: 'a', since: 7, firstSeenHere: true, condition: 'out-of-service' }];
    here.state.set(deskState());
    await here.signIn('sam');
    expect(states(here)).toMatchObject({ a: 'acknowledged' });
    expect(here.incidents.open().find(({ id }) => id === 'a')).toMatchObject({ outSince: 7 });
  });

  test('of an outage comes from main where the page was loaded after it became unknown: an entrapment stays one', async () => {
    const here = await setUp();
    const { incidents, units } = here;
    units.apply(['a', 'b'].map((id) => ({ id, at: 30, condition: 'unknown' })));
    here.main.open = [
      { id: 'a', since: 3, firstSeenHere: false, condition: 'entrapment' },
      { id: 'gone', since: 4, firstSeenHere: false, condition: 'entrapment' },
    ];
    here.state.set(deskState());
    await here.signIn('sam');
    expect(states(here)).toEqual({ a: 'entrapment', c: 'new' });
    expect(incidents.openOf('a')).toMatchObject({ outSince: 3, condition: 'entrapment' });
    // What is said of the outage before this one does not end it.
    here.tell({ owner, incidents: [], ended: [{ ...ended('a'), endedAt: 2 }] });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(states(here)).toMatchObject({ a: 'entrapment' });
    units.apply([{ id: 'a', at: 40, condition: 'in-service' }]);
    here.tell({ owner, incidents: [], ended: [{ ...ended('a'), endedAt: 40 }] });
    units.apply([{ id: 'a', at: 50, condition: 'unknown' }]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(states(here)).toEqual({ c: 'new' });
  });

  test('follows the units, and a snooze that ends by itself', async () => {
    const here = await setUp();
    await here.incidents.change('snooze', ['a'], snoozed(70_000));
    here.units.apply([{ id: 'b', at: 20, condition: 'entrapment' }]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(states(here)).toEqual({ b: 'entrapment', c: 'new', a: 'snoozed' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states(here)).toMatchObject({ a: 'new' });
    // A timer stands still while the computer sleeps, and does not know of a clock that is set.
    await here.incidents.change('snooze', ['a'], snoozed(Date.now() + 8 * 3_600_000));
    expect(states(here)).toMatchObject({ a: 'snoozed' });
    vi.setSystemTime(Date.now() + 9 * 3_600_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states(here)).toMatchObject({ a: 'new' });
  });
});

describe('an outage that has ended', () => {
  test('stands in the list once, with what was said of it last', async () => {
    const here = await setUp();
    here.main.kept = { owner, incidents: [], ended: [ended('z')] };
    here.state.set(deskState());
    await here.signIn('sam');
    // It was read while the news of it was under way.
    here.tell({ owner, incidents: [], ended: [ended('z')] });
    here.tell({ owner, incidents: [], ended: [{ ...ended('z'), note: 'late' }] });
    expect(here.incidents.ended.get()).toEqual([{ ...ended('z'), note: 'late' }]);
  });

  test('and begins anew while somebody writes a note: main is told which one is meant, also by maintenance', async () => {
    const { incidents, units, call } = await setUp();
    const sparks = { clear: vi.fn() };
    const here = { incidents, units, sparks, say: () => undefined, t: () => '' } as unknown as Parameters<
      typeof note
    >[0];
    const those = [incidents.of('b')];
    const spans = spansOf(here, { open: ['b'], ended: [] });
    units.apply([
      { id: 'b', at: 20, condition: 'in-service' },
      { id: 'b', at: 9_000, condition: 'out-of-service' },
    ]);
    await incidents.change('acknowledge', ['b'], acknowledged(9_500));
    expect(incidents.of('b')).toMatchObject({ outageAt: 9_000, acknowledgedAt: 9_500 });
    await note(here, those, 'of the former');
    const said = () => call.mock.lastCall?.[1].incidents;
    expect(said()).toEqual([{ ...nothingKnown('b'), outageAt: 1, note: 'of the former' }]);
    await maintain(here, those, spans, true);
    expect(said()).toMatchObject([{ id: 'b', outageAt: 1, maintenance: [{ from: 1, to: null }] }]);
    // The pictures of the past tell maintenance apart.
    expect(sparks.clear).toHaveBeenCalledTimes(1);
  });
});

describe('a change', () => {
  test('shows at once, and is taken back if main refuses it', async () => {
    const here = await setUp();
    here.main.refuses = true;
    const done = here.incidents.change('acknowledge', ['a'], acknowledged(5));
    expect(states(here)).toMatchObject({ a: 'acknowledged' });
    expect(await done).toBe(false);
    expect(states(here)).toMatchObject({ a: 'new' });
    expect(here.incidents.failure.get()).toEqual(failure);
    expect(here.incidents.last.get()).toBeNull();
    here.main.refuses = false;
    expect(await here.incidents.change('acknowledge', ['a'], acknowledged(5))).not.toBe(false);
    expect(here.incidents.failure.get()).toBeNull();
  });

  test('that is made before what is kept has been read waits for it, and takes nothing away', async () => {
    const here = await setUp();
    const { incidents, main, call } = here;
    const maintenance = [{ from: 1, to: null }];
    const kept = { ...nothingKnown('a'), outageAt: 0, note: 'porter has the key', maintenance };
    main.kept = { owner, incidents: [kept], ended: [] };
    here.state.set(deskState());
    call.mockRejectedValueOnce(new DesktopError(failure));
    await here.signIn('sam');
    call.mockRejectedValueOnce(new DesktopError(failure));
    expect(await incidents.change('acknowledge', ['a'], acknowledged(5)), 'nothing can be read').toBe(false);
    expect(incidents.failure.get()).toEqual(failure);
    const turn = Promise.withResolvers<void>();
    call.mockImplementationOnce(async () => {
      await turn.promise;
      return { ...main.kept, open: [] };
    });
    const done = incidents.change('acknowledge', ['a'], acknowledged(5));
    await vi.advanceTimersByTimeAsync(0);
    expect(call.mock.calls.map(([name]) => name)).not.toContain('setIncidents');
    turn.resolve();
    expect(await done).toEqual([{ ...kept, acknowledgedAt: 5 }]);
    expect(call.mock.lastCall?.[1].incidents).toEqual([{ ...kept, acknowledgedAt: 5 }]);
  });

  test('that snoozes outages says so only of those that go on', async () => {
    const { incidents, call } = await setUp();
    const said: string[] = [];
    const { t } = createTranslations('en');
    const here = { incidents, t, say: (text: string) => void said.push(text) } as unknown as Parameters<
      typeof snooze
    >[0];
    const those = ['a', 'b'].map(incidents.of);
    const over = async (input: { incidents: Incident[] }, ids: readonly string[]) =>
      input.incidents.map((each) => (ids.includes(each.id) ? nothingKnown(each.id) : each));
    call.mockImplementationOnce((_name, input) => over(input, ['a']));
    expect(await snooze(here, those, 70_000, '8:00')).toBe(true);
    call.mockImplementationOnce((_name, input) => over(input, ['a', 'b']));
    expect(await snooze(here, those, 80_000, '9:00')).toBe(false);
    expect(said).toEqual([
      '1 incident snoozed until 8:00',
      'Not snoozed: the 2 incidents have ended meanwhile',
    ]);
  });

  test('of more than 5,000 units goes in parts', async () => {
    const here = await setUp();
    const many = Array.from({ length: 5_001 }, (_, place) => `m-${place}`);
    await here.incidents.change('acknowledge', many, acknowledged(5));
    const sent = here.call.mock.calls.filter(([name]) => name === 'setIncidents');
    expect(sent.map(([, input]) => input.incidents.length)).toEqual([5_000, 1]);
    await here.incidents.undo();
    expect(many.every((id) => here.incidents.of(id).acknowledgedAt === null)).toBe(true);
  });

  test('can be undone as long as its outage goes on', async () => {
    const here = await setUp();
    await here.incidents.change('acknowledge', ['a', 'b'], acknowledged(5));
    here.tell({ owner, incidents: [nothingKnown('a')], ended: [ended('a')] });
    expect(here.incidents.ended.get()).toHaveLength(1);
    expect(await here.incidents.undo()).toBe('acknowledge');
    expect(here.call.mock.lastCall?.[1].incidents.map(({ id }) => id)).toEqual(['b']);
    expect(await here.incidents.undo()).toBeNull();
    // What ends with another account's is not this one's.
    here.tell({ owner: { ...owner, account: 'ann' }, incidents: [], ended: [ended('b')] });
    expect(here.incidents.ended.get()).toHaveLength(1);
  });

  test('that is under way when somebody else signs in is neither undone there nor told, and nothing stays chosen or open', async () => {
    for (const refuses of [false, true]) {
      const here = await setUp();
      const { incidents } = here;
      const opened = { file: 'x.json' } as NonNullable<ReturnType<typeof incidents.opened.get>>;
      incidents.selection.toggle('a');
      incidents.dialog.set('note');
      incidents.opened.set(opened);
      const turn = Promise.withResolvers<void>();
      here.call.mockImplementationOnce(async (_name, input) => {
        await turn.promise;
        if (refuses) throw new DesktopError(failure);
        return input.incidents;
      });
      const done = incidents.change('acknowledge', ['a'], acknowledged(5));
      await here.signIn('ann');
      turn.resolve();
      expect(await done).toBe(false);
      expect([incidents.last.get(), incidents.failure.get()]).toEqual([null, null]);
      expect(incidents.of('a').acknowledgedAt).toBeNull();
      expect([incidents.selection.get().chosen.size, incidents.dialog.get()]).toEqual([0, null]);
      expect(incidents.opened.get()).toBeNull();
    }
  });

  test('that main refuses to undo can be undone later', async () => {
    const here = await setUp();
    await here.incidents.change('note', ['a'], noted('x'));
    here.main.refuses = true;
    expect(await here.incidents.undo()).toBe(false);
    expect(here.incidents.of('a').note).toBe('x');
    here.main.refuses = false;
    expect(await here.incidents.undo()).toBe('note');
    expect(here.incidents.of('a').note).toBe('');
  });

  test('any number of them, undone one by one, leave what was before, step by step', async () => {
    const edits = {
      acknowledge: acknowledged(5),
      withdraw: withdrawn,
      note: noted('x'),
      snooze: snoozed(90_000),
    } as const;
    const step = fc.record({
      deed: fc.constantFrom(...(Object.keys(edits) as (keyof typeof edits)[])),
      of: fc.subarray([...ids], { minLength: 1 }),
    });
    await fuzz(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { incidents } = await setUp();
        const now = () => ids.map((id) => ({ ...incidents.of(id), outageAt: null }));
        const before = [];
        for (const { deed, of } of steps) {
          before.push(now());
          expect(await incidents.change(deed, of, edits[deed])).not.toBe(false);
        }
        for (const { deed } of steps.toReversed()) {
          expect(await incidents.undo()).toBe(deed);
          expect(now()).toEqual(before.pop());
        }
        expect(incidents.last.get()).toBeNull();
      }),
      60,
    );
  });
});

describe('the selection', () => {
  test('is what actions are done to; without one it is the active row', async () => {
    const { incidents } = await setUp();
    const { selection } = incidents;
    expect(selection.targets()).toEqual({ open: ['c'], ended: [] });
    selection.move(1);
    expect(selection.targets().open).toEqual(['b']);
    selection.move(2, true);
    expect([selection.targets().open, selection.cursor()]).toEqual([['b', 'a'], 2]);
    selection.toggle('b');
    expect(selection.targets().open).toEqual(['a']);
    selection.toggleAll();
    expect(selection.targets().open).toEqual(['c', 'b', 'a']);
    selection.toggleAll();
    expect(selection.get().chosen.size).toBe(0);
    selection.move(99);
    expect(selection.cursor()).toBe(2);
  });

  test('does not reach outages that have gone, nor those of the other view', async () => {
    const { incidents, units, tell } = await setUp();
    const { selection } = incidents;
    selection.toggle('a');
    units.apply([{ id: 'a', at: 20, condition: 'in-service' }]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(selection.targets().open).toEqual(['c']);
    tell({ owner, incidents: [], ended: [ended('a')] });
    incidents.view.set({ ...incidents.view.get(), shows: 'ended' });
    expect(selection.targets()).toEqual({ open: [], ended: [ended('a')] });
  });
});

import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { isMaintained, nothingKnown } from '../../../../electron/contract/incident-facts.ts';
import type { Incident, Maintenance } from '../../../../electron/contract/incidents.ts';
import { createIncidentTable } from '../../../../electron/core/incidents/incident-table.ts';
import { endedMaintenance, mergedMaintenance } from '../../../../electron/core/incidents/maintenance.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

const day = 24 * 3_600_000;
const now = 1_000 * day;
const incident = (id: string, part: Partial<Incident> = {}): Incident => ({ ...nothingKnown(id), ...part });
const outage = (id: string, endedAt: number) => ({
  id,
  outageAt: endedAt - 10,
  endedAt,
  atLatest: false,
  condition: 'out-of-service' as const,
});
let table: ReturnType<typeof createIncidentTable>;

beforeEach(() => {
  table = createIncidentTable();
});

describe('what is kept', () => {
  test('is replaced for several units at once, cleaned; one that says nothing is not kept', () => {
    expect(
      table.set([incident('a', { note: 'a\r\n\u202eb ' }), incident('b', { acknowledgedAt: 5 })], now),
    ).toEqual([incident('a', { note: 'a\nb' }), incident('b', { acknowledgedAt: 5 })]);
    table.set([incident('a')], now);
    expect(table.kept().incidents).toEqual([incident('b', { acknowledgedAt: 5 })]);
    expect(table.isEmpty()).toBe(false);
    table.set([incident('b')], now);
    expect(table.isEmpty()).toBe(true);
  });

  test('stays as it was where it would be too much: nothing of it is taken', () => {
    const note = 'x'.repeat(2_000);
    const some = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => incident(`${from + index}`, { note }));
    table.set(some(0, 1_000), now);
    const refusal = expect.objectContaining({ code: 'bad-request' });
    expect(() => table.set([incident('0'), ...some(1_000, 2)], now)).toThrow(refusal);
    expect(table.of('0')?.note).toBe(note);
    expect(table.kept().incidents).toHaveLength(1_000);
    // What makes room may come with what takes it.
    table.set([incident('0'), ...some(1_000, 1)], now);
    expect(table.kept().incidents).toHaveLength(1_000);
  });

  test('is at most of so many units', () => {
    const all = Array.from({ length: 20_000 }, (_, index) => incident(`${index}`, { acknowledgedAt: 1 }));
    table.set(all, now);
    expect(() => table.set([incident('more', { acknowledgedAt: 1 })], now)).toThrow(/20,000 units/);
    table.set([incident('0', { acknowledgedAt: 2 })], now);
    expect(table.of('0')?.acknowledgedAt).toBe(2);
  });
});

describe('an outage that has ended', () => {
  test('takes what was known of it along, and leaves the maintenance of its unit, which ends with it', () => {
    const known = { outageAt: 5, acknowledgedAt: 6, note: 'x', snoozedUntil: now + 1 };
    table.set([incident('a', { ...known, maintenance: [{ from: now - 5, to: null }] })], now);
    const left = incident('a', { maintenance: [{ from: now - 5, to: now }] });
    expect(table.close(outage('a', now), now)).toEqual({
      left,
      ended: { ...outage('a', now), acknowledgedAt: 6, note: 'x' },
    });
    expect(table.of('a')).toEqual(left);
    expect(table.close(outage('b', now), now).left).toBeNull();
  });

  test('is kept for 30 days', () => {
    const ended = (id: string, ago: number) => ({ ...outage(id, now - ago), acknowledgedAt: null, note: '' });
    table.take({ incidents: [], ended: [ended('old', 30 * day), ended('new', 30 * day - 1)] }, now);
    expect(table.kept().ended.map(({ id }) => id)).toEqual(['new']);
  });

  test('is kept longest where somebody has said something about it, and there are 1,100 at most', () => {
    table.set([incident('known', { outageAt: 0, acknowledgedAt: 1 })], now);
    table.close(outage('known', now), now);
    for (let count = 0; count < 3_000; count += 1) {
      table.close(outage(`u${count}`, now), now);
      expect(table.kept().ended.length).toBeLessThanOrEqual(1_100);
    }
    const ids = table.kept().ended.map(({ id }) => id);
    expect(ids[0]).toBe('known');
    expect(ids.at(-1)).toBe('u2999');
  });
});

describe('maintenance', () => {
  const times = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 40 }), fc.option(fc.integer({ min: 1, max: 20 })))
      .map(([from, length]): Maintenance => ({ from, to: length === null ? null : from + length })),
    { maxLength: 8 },
  );

  test('is in the order of time without overlaps, and covers the same time as before', async () => {
    await fuzz(
      fc.property(times, (some) => {
        const merged = mergedMaintenance(some, 0);
        for (let at = 0; at <= 70; at += 0.5) expect(isMaintained(merged, at)).toBe(isMaintained(some, at));
        merged.slice(1).forEach((next, place) => {
          expect(merged[place]?.to).toBeLessThan(next.from);
        });
        expect(mergedMaintenance(merged, 0)).toEqual(merged);
      }),
      300,
    );
  });

  test('that ended 400 days ago is not kept, and what has no end ends with the outage', () => {
    expect(mergedMaintenance([{ from: 0, to: now - 400 * day }], now)).toEqual([]);
    expect(mergedMaintenance([{ from: 0, to: now - 400 * day + 1 }], now)).toHaveLength(1);
    const open = [
      { from: 1, to: 3 },
      { from: 5, to: null },
      { from: 50, to: null },
    ];
    expect(endedMaintenance(open, 10)).toEqual([
      { from: 1, to: 3 },
      { from: 5, to: 10 },
    ]);
  });
});

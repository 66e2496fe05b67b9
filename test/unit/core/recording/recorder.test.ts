import { describe, expect, test } from 'vitest';
import { Unit } from '../../../../electron/contract/units.ts';
import { createPseudonyms } from '../../../../electron/core/recording/pseudonyms.ts';
import { createRecorder } from '../../../../electron/core/recording/recorder.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const start = Date.UTC(2026, 10, 29);
const unit: Unit = {
  id: 'DE-40000007',
  name: 'Haus Meier – Elevator 1',
  site: 'Residenz Petra Schmidt',
  address: 'Goethestraße 12, 10115 Berlin',
  city: 'Berlin',
  country: 'Germany',
  type: 'elevator',
  status: 'Außer Betrieb, Herr Krause ist informiert',
  condition: 'out-of-service',
  floor: '3',
  direction: 'none',
  availability: 97.5,
  lastEventAt: start - 60_000,
  outSince: start - 90_000,
  fault: 'D-104 reported by Frau Lehmann',
};

function recording(keepIds = false) {
  const lines: string[] = [];
  const clock = fakeClock(start);
  const pseudonyms = createPseudonyms(new Uint8Array(32).fill(1));
  const recorder = createRecorder({ clock, pseudonyms, keepIds, write: (line) => void lines.push(line) });
  return {
    lines,
    clock,
    recorder,
    records: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe('a recording', () => {
  test('says in its first line what it is, and has times since its beginning', () => {
    const { recorder, clock, records } = recording(true);
    clock.move(1_500);
    recorder.listed(unit);
    clock.move(500);
    // Set forward by an hour: what was recorded is not.
    clock.set(3_600_000);
    recorder.live(true);
    recorder.heard({ id: unit.id, at: 0, condition: 'in-service', direction: 'up' });
    recorder.listed({ ...unit, condition: 'in-service', direction: 'up', floor: '4' });
    recorder.end('stopped');
    expect(records()).toEqual([
      { format: 'max-desk-recording', version: 1, ids: 'kept' },
      {
        t: 1_500,
        unit: {
          id: unit.id,
          name: expect.any(String),
          site: expect.any(String),
          address: expect.any(String),
          city: expect.any(String),
          country: expect.any(String),
          type: 'elevator',
          condition: 'out-of-service',
          floor: 3,
          direction: 'none',
          availability: 97.5,
          lastEvent: -60_000,
          outSince: -90_000,
        },
      },
      { t: 2_000, live: true },
      { t: 2_000, event: { id: unit.id, condition: 'in-service', direction: 'up' } },
      { t: 2_000, list: { id: unit.id, floor: 4 } },
      { t: 2_000, end: 'stopped' },
    ]);
  });

  test('has nothing of what a service calls anything, wherever it stands', () => {
    const { recorder, lines } = recording();
    recorder.listed(unit);
    recorder.heard({ id: unit.id, at: 0, status: 'Herr Krause', floor: 'bei Krause' });
    recorder.listed({ ...unit, floor: 'Penthouse Krause', status: 'Krause', fault: 'Krause' });
    const text = lines.join('\n');
    const said = [
      unit.id,
      unit.name,
      unit.site,
      unit.address,
      unit.city,
      unit.country,
      unit.status,
      unit.fault,
    ];
    for (const word of said
      .flatMap((each) => (each ?? '').split(/[ ,–-]+/))
      .filter((each) => each.length > 2))
      expect(text).not.toContain(word);
    expect(text).toContain('"event":{"id":"');
  });

  test('has none of the texts and numbers of any field that the contract knows, also of one that comes later', () => {
    const { recorder, lines } = recording();
    const { shape } = Unit;
    const words: string[] = [];
    const filled = Object.entries(shape).map(([field, schema], i) => {
      const [text, number] = [`Kanarie${String.fromCharCode(65 + i)}`, start + 4_711 * (i + 1)];
      // Percent are kept.
      const given = field === 'availability' ? [97] : [text, number, true];
      const value = given.find((each) => schema.safeParse(each).success);
      if (value === text || value === number) words.push(String(value));
      return [field, value];
    });
    const { id, type, condition } = unit;
    const hostile: Unit = {
      ...Object.fromEntries(filled),
      id: `Kanarie ${id}`,
      type,
      condition,
      direction: 'up',
    };
    words.push('Kanarie', id);
    recorder.listed(hostile);
    recorder.heard({
      ...Object.fromEntries(filled),
      id: hostile.id,
      condition: 'limited',
      direction: 'down',
    });
    recorder.listed({ ...hostile, condition, more: 'Kanarie' } as Unit);
    expect(words.length).toBeGreaterThan(10);
    const text = lines.join('\n');
    expect(lines).toHaveLength(4);
    expect(words.filter((word) => text.includes(word))).toEqual([]);
  });

  test('leaves out an event of a unit that no list had, and a list that says nothing new', () => {
    const { recorder, lines } = recording();
    recorder.heard({ id: unit.id, at: 0, floor: '1' });
    recorder.listed(unit);
    recorder.listed({ ...unit, name: 'Another name', availability: 1 });
    expect(lines).toHaveLength(2);
  });

  test('does not take for the service’s what was first seen here', () => {
    const { recorder, records } = recording();
    recorder.listed({ ...unit, firstSeenHere: true, lastEventAt: null });
    const { unit: recorded } = records()[1] as { unit: object };
    expect(recorded).not.toHaveProperty('outSince');
    expect(recorded).not.toHaveProperty('lastEvent');
  });
});

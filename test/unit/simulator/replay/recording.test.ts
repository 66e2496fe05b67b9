import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRecording } from '../../../../electron/simulator/replay/recording.ts';

const head = '{"format":"max-desk-recording","version":1,"ids":"kept"}';
const unit = (id: string, more: object = {}) =>
  JSON.stringify({
    t: 0,
    unit: { id, name: '', site: '', address: '', city: '', country: '', type: 'other', ...more },
  });
const event = (t: number, id: string, more: object = {}) => JSON.stringify({ t, event: { id, ...more } });
const text = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');

describe('a recording', () => {
  test('is read with its units, changes and length', () => {
    const { units, changes, length } = parseRecording(
      text(
        head,
        unit('a', {
          condition: 'limited',
          floor: -1,
          direction: 'up',
          availability: 7,
          lastEvent: -5,
          more: 1,
        }),
        '{"t":3,"live":true}',
        event(4, 'a', { condition: 'entrapment', floor: 2 }),
        '{"t":5,"list":{"id":"a","direction":"none"}}',
        '{"t":9,"end":"stopped"}',
      ),
    );
    expect(units).toEqual([
      expect.objectContaining({ id: 'a', condition: 'limited', floor: -1, availability: 7, lastEvent: -5 }),
    ]);
    expect(units[0]).not.toHaveProperty('more');
    expect(changes).toEqual([
      { at: 4, id: 'a', condition: 'entrapment', floor: 2 },
      { at: 5, id: 'a', direction: 'none' },
    ]);
    expect(length).toBe(9);
  });

  test('may be torn at any byte of its last line', () => {
    const whole = text(head, unit('a'), event(1, 'a', { floor: 1 }));
    const last = event(2, 'a', { floor: 2 });
    for (let end = 0; end < last.length; end += 1)
      expect(parseRecording(whole + last.slice(0, end)).changes).toHaveLength(1);
    expect(parseRecording(`${whole}\0\0\0\0`).changes, 'after a loss of power').toHaveLength(1);
    expect(parseRecording(whole + last).changes).toHaveLength(2);
  });

  test.each([
    ['', 'line 1 is not that of a recording'],
    ['{}\n', 'line 1 is not that of a recording'],
    ['secret hunter2\n', 'line 1 is not that of a recording'],
    [text('{"format":"max-desk-recording","version":2}'), 'another version'],
    [text(head), 'has no units'],
    [text(head, unit('a'), 'hunter2', event(1, 'a')), 'line 3 is not a JSON object'],
    [text(head, unit('a'), '', event(1, 'a')), 'line 3 is not a JSON object'],
    [text(head, unit('a'), '[1]'), 'line 3 is not a JSON object'],
    [text(head, unit('a'), unit('a')), 'line 3 has a unit for the second time'],
    [text(head, unit('a'), event(1, 'b')), 'line 3 is of a unit that no line before it has'],
    [text(head, unit('a'), event(5, 'a'), event(4, 'a')), 'line 4 is earlier'],
    [text(head, unit('a'), '{"event":{"id":"a"}}'), 'line 3 has no time'],
    [text(head, unit('a'), '{"t":1e99,"event":{"id":"a"}}'), 'line 3 has no time'],
    [text(head, unit('a'), '{"t":1}'), 'line 3 says nothing that is known'],
    [text(head, unit('a', { type: 'hunter2' })), 'line 2 has a wrong "type"'],
    [text(head, unit('')), 'line 2 has a wrong "id"'],
    [
      text(head, unit('a', { lastEvent: 9e15 })),
      'line 2 has a wrong "lastEvent", which must be a time in ms',
    ],
    [text(head, unit('a', { outSince: -1e300 })), 'line 2 has a wrong "outSince"'],
    [text(head, unit('a'), event(1, 'a', { floor: 'hunter2' })), 'line 3 has a wrong "floor"'],
    [text(head, unit('a'), event(1, 'a', { condition: null })), 'line 3 has a wrong "condition"'],
    [text(head, unit('a'), '{"t":1,"event":null}'), 'line 3 has a wrong "id"'],
  ])('that is damaged is refused by its line, without what it says: %j', (content, reason) => {
    let said = '';
    try {
      parseRecording(content);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      said = (error as Error).message;
    }
    expect(said).toContain(reason);
    expect(said).not.toContain('hunter2');
  });

  test('that is anything at all is read or refused, and never anything else', () => {
    const value = fc.oneof(fc.json(), fc.string(), fc.constant(unit('a')), fc.constant(event(1, 'a')));
    const fields = fc.record(
      {
        t: fc.oneof(fc.nat(), fc.anything()),
        unit: fc.anything(),
        event: fc.anything(),
        list: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const line = fc.oneof(
      value,
      fields.map((each) => String(jsonOf(each))),
    );
    const check = (lines: string[]) => {
      try {
        expect(parseRecording([head, ...lines].join('\n')).units.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    };
    fc.assert(fc.property(fc.array(line, { maxLength: 8 }), check));
  });
});

/** Undefined for what JSON does not have. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

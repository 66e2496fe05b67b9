import { describe, expect, test } from 'vitest';
import { createWatchLines } from '../../../electron/command-line/watch-lines.ts';
import type { Unit } from '../../../electron/contract/units.ts';

const at = Date.UTC(2026, 10, 25);
const time = '2026-11-25T00:00:00.000Z';
const unit = (id: string, news: Partial<Unit> = {}): Unit => ({
  id,
  name: id,
  site: '',
  address: '',
  city: '',
  country: '',
  type: 'elevator',
  status: 'In service',
  condition: 'in-service',
  floor: '1',
  direction: 'none',
  availability: null,
  lastEventAt: null,
  ...news,
});
const all = (lines: ReturnType<typeof createWatchLines>) => {
  const pieces: string[] = [];
  for (let text = lines.next(); text !== undefined; text = lines.next()) pieces.push(text);
  return pieces;
};
const objects = (pieces: string[]) =>
  pieces
    .join('')
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

describe('the lines of a watch', () => {
  test('are pieces of whole lines that a pipe takes at once, unless one line is longer', () => {
    const lines = createWatchLines();
    for (let i = 0; i < 100; i++) lines.heard({ id: `unit-${i}`, at, floor: String(i) });
    lines.heard({ id: 'x'.repeat(512), at });
    const pieces = all(lines);
    expect(objects(pieces)).toHaveLength(101);
    expect(pieces.length).toBeLessThan(60);
    for (const piece of pieces) {
      expect(piece.endsWith('\n')).toBe(true);
      expect(piece.length <= 512 || piece.indexOf('\n') === piece.length - 1).toBe(true);
    }
  });

  test('are counted in bytes: an umlaut has two, and half a line would be torn', () => {
    const lines = createWatchLines();
    for (let i = 0; i < 50; i++)
      lines.heard({ id: `unit-${i}`, at, status: 'außer Betrieb, Türstörung ÄÖÜ' });
    const pieces = all(lines);
    expect(objects(pieces)).toHaveLength(50);
    // A piece that is as long in characters would be longer in bytes.
    expect(Math.max(...pieces.map((piece) => Buffer.byteLength(piece)))).toBeLessThanOrEqual(512);
    expect(pieces.length).toBeLessThan(50);
  });

  test('fill a piece to its last byte', () => {
    const lines = createWatchLines();
    const lengthOf = (id: string) => `${JSON.stringify({ id, at: time, source: 'live' })}\n`.length;
    const empty = lengthOf('');
    for (const id of ['a'.repeat(256 - empty), 'b'.repeat(256 - empty), 'c'.repeat(257 - empty)])
      lines.heard({ id, at });
    expect(all(lines).map((piece) => piece.length)).toEqual([512, 257]);
  });

  test('of one unit become one while nobody reads, with the latest of each field', () => {
    const lines = createWatchLines();
    lines.heard({ id: 'a', at, floor: '1', status: 'x', condition: 'unknown' });
    lines.heard({ id: 'b', at, floor: '9' });
    lines.heard({ id: 'a', at, floor: '2' });
    expect(objects(all(lines))).toEqual([
      { id: 'b', at: time, source: 'live', floor: '9' },
      { id: 'a', at: time, source: 'live', floor: '2', status: 'x', condition: 'unknown' },
    ]);
    expect(lines.next()).toBeUndefined();
  });

  test('come from the list for what changed since it was read, and since the last event', () => {
    const lines = createWatchLines();
    for (const id of ['a', 'b', 'c']) lines.listed(unit(id), at, true);
    lines.heard({ id: 'b', at, floor: '5' });
    expect(objects(all(lines))).toHaveLength(1);
    lines.listed(unit('a'), at, false);
    lines.listed(unit('b', { floor: '5' }), at, false);
    lines.listed(unit('c', { floor: null, direction: 'up' }), at, false);
    lines.listed(unit('d'), at, false);
    expect(objects(all(lines))).toEqual([
      { id: 'c', at: time, source: 'list', floor: null, direction: 'up' },
      {
        ...{ id: 'd', at: time, source: 'list' },
        ...{ status: 'In service', condition: 'in-service', floor: '1', direction: 'none' },
      },
    ]);
  });
});

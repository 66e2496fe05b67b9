import { describe, expect, test } from 'vitest';
import { encodeFrame } from '../../../../electron/core/agent/frames.ts';
import { framesOf, sendReport } from '../../../../electron/core/agent/report-frames.ts';
import type { UnitReport } from '../../../../electron/core/workplace/unit-reports.ts';
import { alwaysUp } from '../../../fakes/availability.ts';

describe('the rows of a report', () => {
  test('fit into frames, also the longest that there can be, and none is lost', () => {
    // Six bytes for each: it is escaped in JSON.
    const longest = '\u0001'.repeat(4_000);
    const rows = [
      ...Array.from({ length: 300 }, (_, place) => [`Lift ${place}`, 'x'.repeat(place * 10), 98.2, null]),
      [longest, longest, '\u0001'.repeat(512), 98.2199, 99.9999, 100_000, 123_456.7, null, 0, 0],
      ['last'],
    ];
    const frames = [...framesOf(rows)];
    expect(frames.flat()).toEqual(rows);
    expect(frames.length).toBeGreaterThan(5);
    for (const frame of frames) expect(() => encodeFrame({ type: 'rows', rows: frame })).not.toThrow();
    expect([...framesOf([])]).toEqual([]);
  });
});

test('nothing more is sent of a report whose grant has ended', async () => {
  const ended = new AbortController();
  const sent: string[] = [];
  let isClosed = false;
  async function* rows(): UnitReport['rows'] {
    try {
      for (;;) yield [{ title: 'a', unit: null, ids: ['a'], availability: alwaysUp }];
    } finally {
      isClosed = true;
    }
  }
  const report: UnitReport = {
    units: 1,
    count: 1,
    ledger: { phase: 'on', since: 0, setAside: 0 },
    rows: rows(),
  };
  const sending = sendReport(
    report,
    { by: 'site', from: 0, to: 1, language: 'en' },
    {
      signal: ended.signal,
      send: async (message) => {
        sent.push((message as { type: string }).type);
        if (sent.length === 3) ended.abort(new Error('withdrawn'));
      },
    },
  );
  await expect(sending).rejects.toThrow('withdrawn');
  expect(sent).toEqual(['report', 'rows', 'rows']);
  expect(isClosed).toBe(true);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistorySpan } from '../../../../../electron/contract/ledger.ts';
import { lengthsOf, spanKinds, stripesOf } from '../../../../../renderer/units/history/stripes.ts';

const day = 86_400_000;
const to = Date.UTC(2026, 10, 29, 12);
const from = to - 30 * day;

const span = (condition: HistorySpan['condition'], start: number, end: number): HistorySpan => ({
  condition,
  from: start,
  to: end,
});

describe('the stripes of a timeline', () => {
  it('an outage of a second is seen in 30 days', () => {
    const at = from + 12 * day;
    const stripes = stripesOf(
      [
        span('in-service', from, at),
        span('out-of-service', at, at + 1000),
        span('in-service', at + 1000, to),
      ],
      from,
      to,
    );
    expect(stripes.map(({ kind }) => kind)).toEqual(['in-service', 'out-of-service', 'in-service']);
    expect(stripes[0]?.from).toBe(0);
    expect(stripes[2]?.to).toBe(1);
    const out = stripes[1];
    expect(out && out.to - out.from).toBeGreaterThan(0.003);
  });

  it('there is none before the first record, and none outside of the period', () => {
    const stripes = stripesOf([span('limited', from + 15 * day, to + day)], from, to);
    expect(stripes).toEqual([{ kind: 'limited', from: 0.5, to: 1 }]);
    expect(stripesOf([span('limited', from - day, from)], from, to)).toEqual([]);
    expect(stripesOf([], from, to)).toEqual([]);
  });

  it('however many changes there are, each place has one stripe, of the worst that was there', () => {
    const spans = fc
      .array(fc.record({ length: fc.integer({ min: 1, max: day }), kind: fc.constantFrom(...spanKinds) }), {
        minLength: 1,
        maxLength: 400,
      })
      .map((parts) => {
        let at = from - day;
        return parts.map(({ length, kind }) => {
          const begun = at;
          at += length;
          return span(kind, begun, at);
        });
      });
    fc.assert(
      fc.property(spans, (all) => {
        const stripes = stripesOf(all, from, to);
        expect(stripes.length).toBeLessThanOrEqual(288);
        let end = 0;
        for (const stripe of stripes) {
          expect(stripe.from).toBeGreaterThanOrEqual(end);
          expect(stripe.to).toBeGreaterThan(stripe.from);
          end = stripe.to;
        }
        // Whatever happened is hidden by nothing better.
        for (const { condition, from: begun, to: ended } of all) {
          const middle = (begun + ended) / 2;
          if (middle <= from || middle >= to) continue;
          const share = (middle - from) / (to - from);
          const shown = stripes.find((stripe) => stripe.from <= share && share < stripe.to);
          expect(shown && spanKinds.indexOf(shown.kind)).toBeLessThanOrEqual(spanKinds.indexOf(condition));
        }
      }),
    );
  });
});

it('the legend sums up what lies in the period, the worst first', () => {
  const spans = [
    span('in-service', from - day, from + day),
    span('out-of-service', from + day, from + 2 * day),
    span('in-service', from + 2 * day, to + day),
  ];
  expect(lengthsOf(spans, from, to)).toEqual([
    ['out-of-service', day],
    ['in-service', 29 * day],
  ]);
});

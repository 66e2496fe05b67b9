import type { HistorySpan, PastOutage, UnitHistory } from '../../contract/ledger.ts';
import { unitConditions } from '../../contract/names.ts';
import { availabilityOf, lengthUpTo } from './availability.ts';
import { conditionOfCode } from './condition-codes.ts';
import { holesIn, type Stretch } from './observed-times.ts';
import { type LedgerView, tallyUnits } from './tally-units.ts';
import { createUnitTally, emptyTally, type Tally } from './unit-tally.ts';

/** More can neither be drawn nor read. */
const mostOutages = 1_000;
const mostSpans = 2_000;

/** What of a short time is shown, the first of it that there is. */
const worstFirst = [
  ...unitConditions.filter((each) => each !== 'in-service'),
  'maintenance',
  'not-watched',
  'in-service',
] as const;

/** What one unit was in a period. Throws what the disk throws. */
export async function unitHistoryOf(view: LedgerView, id: string, period: Stretch): Promise<UnitHistory> {
  const unit = view.units.numberOf(id);
  const length = lengthUpTo(view.end, period);
  if (unit === undefined) {
    return { spans: [], outages: [], availability: availabilityOf(emptyTally(), length), since: null };
  }
  const outages: PastOutage[] = [];
  const spans: HistorySpan[] = [];
  const maintenance = view.maintenance(id);
  let tallied: Tally = emptyTally();
  const tally = createUnitTally(period, view.observed, {
    onOutage: (outage) => outages.push(outage),
    onSpan(from, to, code) {
      const condition = conditionOfCode(code);
      const looked = condition === undefined ? [] : view.observed.within({ from, to });
      const parts: HistorySpan[] = [
        ...looked.map((each) => ({ ...each, condition: condition ?? ('not-watched' as const) })),
        ...holesIn({ from, to }, looked).map((each) => ({ ...each, condition: 'not-watched' as const })),
      ].sort((a, b) => a.from - b.from);
      for (const part of parts) for (const span of aside(part, maintenance)) push(spans, span);
    },
  });
  await tallyUnits(view, [unit], period.from, tally, (_, found) => {
    tallied = found;
  });
  return {
    spans: coarse(spans, period),
    outages: outages.reverse().slice(0, mostOutages),
    availability: availabilityOf(tallied, length),
    // What was before the oldest file has gone.
    since: Math.max(view.units.firstSightOf(unit), view.chapters[0]?.from ?? 0),
  };
}

/** The same spans; of more than can be shown, the worst in each of many short stretches. */
function coarse(spans: HistorySpan[], { to }: Stretch): HistorySpan[] {
  const [first] = spans;
  if (first === undefined || spans.length <= mostSpans) return spans;
  const step = (to - first.from) / mostSpans;
  const found: HistorySpan[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    if (!last || last.to - last.from >= step) push(found, span);
    else {
      if (worstFirst.indexOf(span.condition) < worstFirst.indexOf(last.condition))
        last.condition = span.condition;
      last.to = span.to;
    }
  }
  return found;
}

/** The span without the time of maintenance, which is a span of its own. */
function aside(span: HistorySpan, maintenance: readonly Stretch[]): HistorySpan[] {
  const mended = maintenance.flatMap(({ from, to }): HistorySpan[] => {
    const part = { from: Math.max(from, span.from), to: Math.min(to, span.to) };
    return part.to > part.from ? [{ ...part, condition: 'maintenance' }] : [];
  });
  if (mended.length === 0) return [span];
  const others = holesIn(span, mended).map((each) => ({ ...each, condition: span.condition }));
  return [...mended, ...others].sort((a, b) => a.from - b.from);
}

/** Adds a span; time between it and the last one, when the unit was not in the list, is not watched. */
function push(spans: HistorySpan[], span: HistorySpan): void {
  const last = spans.at(-1);
  if (last && last.to < span.from) push(spans, { from: last.to, to: span.from, condition: 'not-watched' });
  const before = spans.at(-1);
  if (before?.condition === span.condition) before.to = span.to;
  else spans.push({ ...span });
}

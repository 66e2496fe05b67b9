import type { HistorySpan } from '../../../electron/contract/ledger.ts';

/** What can be known of a unit at a time: its condition, that nobody watched, or that it was being maintained. */
export type SpanKind = HistorySpan['condition'];

/** The worst first: what is seen where several things fall into the same step of a timeline, and the order of a legend. */
export const spanKinds = [
  'entrapment',
  'out-of-service',
  'limited',
  'maintenance',
  'not-watched',
  'unknown',
  'in-service',
] as const satisfies readonly SpanKind[];

/** A part of a timeline; the ends are shares of its length, 0 to 1. */
export interface Stripe {
  readonly from: number;
  readonly to: number;
  readonly kind: SpanKind;
}

/** The steps of a timeline: as narrow as can be seen in the details, so that an outage of a second has a width, too. */
const steps = 288;

/**
 * The stripes of a timeline from `from` to `to` (ms since 1970), at most one for each step, however many changes there were.
 * What lies before a unit's first record has no stripe.
 */
export function stripesOf(spans: readonly HistorySpan[], from: number, to: number): Stripe[] {
  const kinds = new Array<number>(steps).fill(spanKinds.length);
  const step = (to - from) / steps;
  for (const span of spans) {
    const kind = spanKinds.indexOf(span.condition);
    const [start, end] = [Math.max(span.from, from), Math.min(span.to, to)];
    if (end <= start) continue;
    const first = Math.floor((start - from) / step);
    const last = Math.min(steps - 1, Math.ceil((end - from) / step) - 1);
    for (let place = first; place <= last; place += 1) kinds[place] = Math.min(kinds[place] ?? kind, kind);
  }
  return joined(kinds);
}

/** Neighbouring steps of one kind as one stripe. */
function joined(kinds: readonly number[]): Stripe[] {
  const stripes: Stripe[] = [];
  for (const [place, index] of kinds.entries()) {
    const kind = spanKinds[index];
    if (kind === undefined) continue;
    const [start, end] = [place / steps, (place + 1) / steps];
    const before = stripes.at(-1);
    if (before?.kind === kind && before.to === start) stripes[stripes.length - 1] = { ...before, to: end };
    else stripes.push({ from: start, to: end, kind });
  }
  return stripes;
}

/** How long each kind lasted between `from` and `to`, in ms; the worst first, without those that did not occur. */
export function lengthsOf(
  spans: readonly HistorySpan[],
  from: number,
  to: number,
): [kind: SpanKind, ms: number][] {
  const lengths = new Map<SpanKind, number>();
  for (const span of spans) {
    const length = Math.min(span.to, to) - Math.max(span.from, from);
    if (length > 0) lengths.set(span.condition, (lengths.get(span.condition) ?? 0) + length);
  }
  return spanKinds.flatMap((kind) => {
    const ms = lengths.get(kind);
    return ms === undefined ? [] : [[kind, ms] as [SpanKind, number]];
  });
}

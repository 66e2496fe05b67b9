import { useId } from 'react';
import type { HistorySpan } from '../../../electron/contract/ledger.ts';
import { useServices } from '../../services.ts';
import type { Translate } from '../../ui/i18n.ts';
import { type HistoryRange, timeMarks } from './history-range.ts';
import { useHistoryTexts } from './history-texts.ts';
import { lengthsOf, type SpanKind, stripesOf } from './stripes.ts';

/** The heights of the chart and of a sample in the legend, in px; must match timeline.css. */
const height = 28;
const sample = 14;
/** How high each kind is drawn, in px: colour is not the only sign. */
const heights: Readonly<Record<SpanKind, number>> = {
  entrapment: 28,
  'out-of-service': 28,
  limited: 18,
  maintenance: 18,
  'not-watched': 28,
  unknown: 10,
  'in-service': 10,
};

interface Props {
  readonly spans: readonly HistorySpan[];
  /** ms since 1970 */
  readonly from: number;
  readonly to: number;
  readonly range: HistoryRange;
}

/** What a kind is called. */
export function kindText(kind: SpanKind, t: Translate): string {
  return kind === 'not-watched' || kind === 'maintenance'
    ? t(`history.kinds.${kind}`)
    : t(`units.labels.condition.${kind}`);
}

/** When a unit was in which condition, as a picture with its legend; the table beside it says the same in words. */
export function Timeline({ spans, from, to, range }: Props) {
  const { t } = useServices();
  const texts = useHistoryTexts();
  const patterns = useId();
  const lengths = lengthsOf(spans, from, to);
  const words = lengths.map(([kind, ms]) => `${kindText(kind, t)} ${texts.length(ms)}`).join(', ');
  return (
    <div className="timeline">
      <svg
        className="timeline-picture"
        role="img"
        aria-label={t('history.timeline', { from: texts.time(from), to: texts.time(to), words })}
      >
        <Patterns id={patterns} />
        {stripesOf(spans, from, to).map((stripe) => (
          <rect
            key={stripe.from}
            x={percent(stripe.from)}
            width={percent(stripe.to - stripe.from)}
            {...shapeOf(stripe.kind, patterns)}
          />
        ))}
        <line className="timeline-ground" x1="0" x2="100%" y1={height - 0.5} y2={height - 0.5} />
      </svg>
      <div className="timeline-marks" aria-hidden="true">
        {timeMarks(range, to).map(({ at, share }) => (
          <span key={at} style={{ insetInlineStart: percent(share) }}>
            {texts.mark(at, range)}
          </span>
        ))}
      </div>
      <ul className="wrap timeline-legend">
        {lengths.map(([kind, ms]) => (
          <li key={kind} className="row">
            <svg className="timeline-sample" aria-hidden="true">
              <rect width="12" {...shapeOf(kind, patterns, sample)} />
            </svg>
            {kindText(kind, t)} <span className="figures">{texts.length(ms)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const percent = (share: number): string => `${share * 100}%`;

/** The kinds that have a pattern besides their colour and height. */
const patterned: readonly SpanKind[] = ['entrapment', 'limited', 'maintenance', 'not-watched', 'unknown'];

function shapeOf(kind: SpanKind, patterns: string, whole = height) {
  const high = (heights[kind] * whole) / height;
  return {
    y: whole - high,
    height: high,
    className: 'timeline-part',
    'data-kind': kind,
    ...(patterned.includes(kind) && { fill: `url("#${patterns}-${kind}")` }),
  };
}

/** Stripes that lean one way or the other, bars and dots: told apart also in print and without colours. */
function Patterns({ id }: { readonly id: string }) {
  const size = { width: 6, height: 6, patternUnits: 'userSpaceOnUse' } as const;
  return (
    <defs>
      <pattern id={`${id}-entrapment`} {...size}>
        <rect width="6" height="6" className="timeline-part" data-kind="entrapment" />
        <path className="timeline-gap" d="M0 0 6 6M0 6 6 0" />
      </pattern>
      <pattern id={`${id}-limited`} {...size}>
        <rect width="6" height="6" className="timeline-part" data-kind="limited" />
        <path className="timeline-gap" d="M-1 1 1-1M0 6 6 0M5 7 7 5" />
      </pattern>
      <pattern id={`${id}-maintenance`} {...size}>
        <path className="timeline-line" data-kind="maintenance" d="M0 1.5h6M0 4.5h6" />
      </pattern>
      <pattern id={`${id}-not-watched`} {...size}>
        <path className="timeline-line" data-kind="not-watched" d="M-1 5 1 7M0 0 6 6M5-1 7 1" />
      </pattern>
      <pattern id={`${id}-unknown`} {...size}>
        <path className="timeline-line" data-kind="unknown" d="M1.5 0v6M4.5 0v6" />
      </pattern>
    </defs>
  );
}

import { useServices } from '../../services.ts';
import type { Translate } from '../../ui/i18n.ts';
import { useRoving } from '../../ui/use-roving.ts';
import type { ScopeSummary } from '../table/fleet-summary.ts';
import { toggled } from '../table/unit-filters.ts';
import { useChartNumbers } from './chart-numbers.ts';
import { type Bucket, barLength, lowBuckets } from './chart-scale.ts';

interface Props extends Pick<ScopeSummary, 'availability'> {
  /** The selected parts by their lower bounds in percent. */
  readonly chosen: readonly number[];
  /** Not all units are counted. */
  readonly narrowed: boolean;
}

/**
 * The units of low availability: vertical bars on a scale of their own, and the part that most units are in as a number.
 * On one scale with that, the others could not be seen. Each filters the table to its units; a part without units belongs
 * to the scale, and is nothing to choose.
 */
export function AvailabilityChart({ availability, chosen, narrowed }: Props) {
  const { t, units } = useServices();
  const numbers = useChartNumbers();
  const { buckets, mean } = availability;
  const title = t('fleet.overview.availability');
  const { low, top } = lowBuckets(buckets, chosen);
  const isEmpty = Math.max(...buckets, 0) === 0 && chosen.length === 0;
  const offered = [...low, top].filter(({ count, from }) => count > 0 || chosen.includes(from));
  const { tabIndex, around } = useRoving(offered.length);
  const limit = numbers.wholePercent(top.from);
  const press = (from: number) => units.setFilters({ availability: toggled(chosen, from) });
  const largest = Math.max(...low.map(({ count }) => count), 0);
  return (
    <section className="column chart" aria-label={title}>
      <h3 className="hint">
        {title}
        {mean !== null && (
          <span className="chart-note">{t('fleet.overview.mean', { mean: numbers.percent(mean) })}</span>
        )}
      </h3>
      {isEmpty ? (
        <p className="chart-none">{t(narrowed ? 'scope.noAvailability' : 'fleet.overview.noAvailability')}</p>
      ) : (
        <>
          <p className="hint chart-caption">
            {t(low.length > 0 ? 'layout.lowAvailability.below' : 'layout.lowAvailability.none', { limit })}
          </p>
          <div role="toolbar" aria-label={title} className="column histogram-area" {...around}>
            {low.length > 0 && (
              <div className="histogram">
                {low.map((bucket) =>
                  offered.includes(bucket) ? (
                    <HistogramBar
                      key={bucket.from}
                      tabIndex={tabIndex(offered.indexOf(bucket))}
                      bucket={bucket}
                      largest={largest}
                      pressed={chosen.includes(bucket.from)}
                      onPress={() => press(bucket.from)}
                    />
                  ) : (
                    <EmptyPart key={bucket.from} from={bucket.from} />
                  ),
                )}
              </div>
            )}
            {offered.includes(top) && (
              <button
                type="button"
                className="flat histogram-top"
                tabIndex={tabIndex(offered.indexOf(top))}
                aria-pressed={chosen.includes(top.from)}
                onClick={() => press(top.from)}
              >
                {bucketText(top, numbers, t)}
              </button>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function EmptyPart({ from }: Pick<Bucket, 'from'>) {
  const numbers = useChartNumbers();
  return (
    <span className="column histogram-part" aria-hidden="true">
      <span className="histogram-plot" />
      <span className="histogram-from">{numbers.count(from)}</span>
    </span>
  );
}

/** A part of the scale with its number of units, in words. */
function bucketText(
  { from, to, count }: Bucket,
  numbers: ReturnType<typeof useChartNumbers>,
  t: Translate,
): string {
  return t('fleet.overview.bucket', {
    from: numbers.wholePercent(from),
    to: numbers.wholePercent(to),
    count,
  });
}

interface BarProps {
  readonly tabIndex: 0 | -1;
  readonly bucket: Bucket;
  readonly largest: number;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

function HistogramBar({ tabIndex, bucket, largest, pressed, onPress }: BarProps) {
  const { t } = useServices();
  const numbers = useChartNumbers();
  const { from, count } = bucket;
  const text = bucketText(bucket, numbers, t);
  return (
    <button
      type="button"
      className="column flat histogram-part"
      tabIndex={tabIndex}
      aria-pressed={pressed}
      title={text}
      onClick={onPress}
    >
      <span className="visually-hidden">{text}</span>
      <span className="histogram-plot" aria-hidden="true">
        <span className="histogram-bar" style={{ blockSize: `${barLength(count, largest)}%` }} />
      </span>
      <span className="histogram-from" aria-hidden="true">
        {numbers.count(from)}
      </span>
    </button>
  );
}

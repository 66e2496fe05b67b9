import { useServices } from '../../services.ts';
import { innerPlaceForKey, useRoving } from '../../ui/use-roving.ts';
import type { FleetSummary } from '../table/fleet-summary.ts';
import { toggled } from '../table/unit-filters.ts';
import { useChartNumbers } from './chart-numbers.ts';
import { type Bucket, barLength, usedBuckets } from './chart-scale.ts';

interface Props extends Pick<FleetSummary, 'availability'> {
  /** The selected parts by their lower bounds in percent. */
  readonly chosen: readonly number[];
}

/** The distribution of availability: vertical bars, each of which filters the table to its units. */
export function AvailabilityChart({ availability, chosen }: Props) {
  const { t, units } = useServices();
  const numbers = useChartNumbers();
  const { buckets, mean } = availability;
  const title = t('fleet.overview.availability');
  const largest = Math.max(...buckets, 0);
  const used = usedBuckets(buckets, chosen);
  const { tabIndex, around } = useRoving(used.length, innerPlaceForKey);
  return (
    <section className="column chart" aria-label={title}>
      <h3 className="hint">
        {title}
        {mean !== null && (
          <span className="chart-note">{t('fleet.overview.mean', { mean: numbers.percent(mean) })}</span>
        )}
      </h3>
      {largest === 0 && chosen.length === 0 ? (
        <p className="chart-none">{t('fleet.overview.noAvailability')}</p>
      ) : (
        <div role="toolbar" aria-label={title} className="histogram" {...around}>
          {used.map((bucket, place) => (
            <HistogramBar
              key={bucket.from}
              tabIndex={tabIndex(place)}
              bucket={bucket}
              largest={largest}
              pressed={chosen.includes(bucket.from)}
              onPress={() => units.setFilters({ availability: toggled(chosen, bucket.from) })}
            />
          ))}
        </div>
      )}
    </section>
  );
}

interface BarProps {
  readonly tabIndex: 0 | -1;
  readonly bucket: Bucket;
  readonly largest: number;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

function HistogramBar({ tabIndex, bucket: { from, to, count }, largest, pressed, onPress }: BarProps) {
  const { t } = useServices();
  const numbers = useChartNumbers();
  const text = t('fleet.overview.bucket', {
    from: numbers.wholePercent(from),
    to: numbers.wholePercent(to),
    count,
  });
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

import { useTranslation } from 'react-i18next';
import type { FleetSummary } from '../fleet-summary.ts';
import { barLength, usedBuckets } from './chart-scale.ts';
import { useChartNumbers } from './use-chart-numbers.ts';

/** How the availability is spread over the fleet: standing bars, and the same as a list for whoever listens. */
export function AvailabilityChart({ availability }: Pick<FleetSummary, 'availability'>) {
  const { t } = useTranslation();
  const numbers = useChartNumbers();
  const { buckets, mean } = availability;
  const title = t('fleet.overview.availability');
  const largest = Math.max(...buckets, 0);
  return (
    <section className="chart" aria-label={title}>
      <h3>
        {title}
        {mean !== null && (
          <span className="chart-note">{t('fleet.overview.mean', { mean: numbers.percent(mean) })}</span>
        )}
      </h3>
      {largest === 0 ? (
        <p className="chart-none">{t('fleet.overview.noAvailability')}</p>
      ) : (
        <ul className="histogram">
          {usedBuckets(buckets).map(({ from, to, count }) => {
            const text = t('fleet.overview.bucket', {
              from: numbers.wholePercent(from),
              to: numbers.wholePercent(to),
              count,
            });
            return (
              <li key={from} title={text}>
                <span className="visually-hidden">{text}</span>
                <span className="histogram-plot">
                  <span className="histogram-bar" style={{ blockSize: `${barLength(count, largest)}%` }} />
                </span>
                <span className="histogram-from" aria-hidden="true">
                  {numbers.count(from)}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

import { useServices } from '../services.ts';
import { useChartNumbers } from '../units/overview/chart-numbers.ts';
import type { ViewSight } from '../units/table/view-sight.ts';

/** The units of the view in numbers, the worst first. What counts entrapments too says so as everywhere. */
export function WallNumbers({ sight }: { readonly sight: ViewSight }) {
  const { t } = useServices();
  const numbers = useChartNumbers();
  const { total, conditions } = sight;
  const { entrapment, limited } = conditions;
  const running = conditions['in-service'];
  const out = conditions['out-of-service'] + entrapment;
  const tiles = [
    { condition: 'entrapment', label: t('wall.entrapments'), count: entrapment },
    { condition: 'out-of-service', label: t('wall.out'), count: out },
    { condition: 'limited', label: t('wall.limited'), count: limited },
    { condition: 'in-service', label: t('wall.running'), count: running },
  ];
  return (
    <section className="wall-numbers" aria-label={t('wall.overview')}>
      {tiles.map(({ condition, label, count }) => (
        <p key={condition} className="wall-number" data-condition={condition} data-none={count === 0}>
          <span className="cut wall-number-label">{label}</span>
          <span className="wall-number-count">
            <strong className="figures" data-size={sizeOf(numbers.count(count))}>
              {numbers.count(count)}
            </strong>
            <span className="figures">{numbers.share(count, total)}</span>
          </span>
        </p>
      ))}
    </section>
  );
}

/** How large a number can be, so that its share stands beside it in full: up to 999, 99,999 and more. */
function sizeOf(text: string): 'large' | 'medium' | 'small' {
  if (text.length <= 3) return 'large';
  return text.length <= 6 ? 'medium' : 'small';
}

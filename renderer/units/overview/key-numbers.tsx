import { useServices } from '../../services.ts';
import type { Translate } from '../../ui/i18n.ts';
import type { FleetSummary } from '../table/fleet-summary.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { useStoreValue } from '../use-store-value.ts';
import { type createChartNumbers, useChartNumbers } from './chart-numbers.ts';

const readFleet = (store: UnitStore): FleetSummary => store.fleet();

/** The overview while it is folded: its key numbers in one line, the most important first. */
export function KeyNumbers() {
  const { t, units } = useServices();
  const fleet = useStoreValue(units, readFleet);
  const texts = keyTexts(fleet, t, useChartNumbers());
  return (
    <p className="cut figures key-numbers" title={texts.join(' · ')}>
      <span className="visually-hidden">{t('layout.keyNumbers.label')}: </span>
      {texts.join(' · ')}
    </p>
  );
}

/** The key numbers of a fleet as texts; what there is none of is left out. */
export function keyTexts(
  { total, conditions, sites, availability }: FleetSummary,
  t: Translate,
  numbers: ReturnType<typeof createChartNumbers>,
): string[] {
  const { entrapment, limited } = conditions;
  const out = conditions['out-of-service'];
  const affected = sites.filter(({ outOfService }) => outOfService > 0).length;
  const share = numbers.share(conditions['in-service'], total);
  return [
    ...(entrapment > 0 ? [t('layout.keyNumbers.trapped', { count: entrapment })] : []),
    t('layout.keyNumbers.running', { share }),
    ...(out > 0 ? [t('layout.keyNumbers.out', { count: out })] : []),
    ...(limited > 0 ? [t('layout.keyNumbers.limited', { count: limited })] : []),
    ...(affected > 0 ? [t('layout.keyNumbers.sites', { count: affected })] : []),
    ...(availability.mean === null
      ? []
      : [t('layout.keyNumbers.mean', { mean: numbers.percent(availability.mean) })]),
  ];
}

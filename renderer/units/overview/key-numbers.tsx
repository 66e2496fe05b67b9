import { useServices } from '../../services.ts';
import type { Translate } from '../../ui/i18n.ts';
import type { ScopeSummary } from '../table/fleet-summary.ts';
import { type createChartNumbers, useChartNumbers } from './chart-numbers.ts';
import { useScope } from './use-scope.ts';

/** The overview while it is folded: its key numbers in one line, the most important first. */
export function KeyNumbers() {
  const { t } = useServices();
  const texts = keyTexts(useScope(), t, useChartNumbers());
  return (
    <p className="cut figures key-numbers" title={texts.join(' · ')}>
      <span className="visually-hidden">{t('layout.keyNumbers.label')}: </span>
      {texts.join(' · ')}
    </p>
  );
}

/** The key numbers of the scope as texts, entrapments also among what is out of service; what there is none of is left out. */
export function keyTexts(
  { totals, conditions, sitesOut, availability }: ScopeSummary,
  t: Translate,
  numbers: ReturnType<typeof createChartNumbers>,
): string[] {
  const { entrapment, limited } = conditions;
  const out = conditions['out-of-service'];
  const share = numbers.share(conditions['in-service'], totals.conditions);
  return [
    ...(entrapment > 0 ? [t('layout.keyNumbers.trapped', { count: entrapment })] : []),
    t('layout.keyNumbers.running', { share }),
    ...(out > 0 ? [t('layout.keyNumbers.out', { count: out })] : []),
    ...(limited > 0 ? [t('layout.keyNumbers.limited', { count: limited })] : []),
    ...(sitesOut > 0 ? [t('layout.keyNumbers.sites', { count: sitesOut })] : []),
    ...(availability.mean === null
      ? []
      : [t('layout.keyNumbers.mean', { mean: numbers.percent(availability.mean) })]),
  ];
}

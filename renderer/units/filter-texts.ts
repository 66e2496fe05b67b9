import type { Unit } from '../../electron/contract/units.ts';
import type { Translate } from '../ui/i18n.ts';
import type { ScopeSummary } from './table/fleet-summary.ts';
import type { Choice } from './table/suggestions.ts';

/** A value of a filter, with its kind: "City: Berlin". */
export function choiceText(t: Translate, choice: Choice): string {
  switch (choice.kind) {
    case 'conditions':
      return t('scope.condition', { value: t(`units.labels.condition.${choice.value}`) });
    case 'types':
      return t('scope.type', { value: t(`units.labels.type.${choice.value}`) });
    case 'cities':
      return t('scope.city', { value: choice.value });
    case 'sites':
      return t('scope.site', { value: choice.value });
  }
}

/** A condition beside its number; that of "out of service" has the units with somebody trapped in it. */
export function conditionText(
  t: Translate,
  condition: Unit['condition'],
  { conditions }: Pick<ScopeSummary, 'conditions'>,
): string {
  const label = t(`units.labels.condition.${condition}`);
  const isMore = condition === 'out-of-service' && conditions.entrapment > 0;
  return isMore ? t('scope.withEntrapments', { label }) : label;
}

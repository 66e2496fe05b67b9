import type { Unit } from '../../electron/contract/units.ts';
import type { Translate } from '../ui/i18n.ts';
import type { UnitStore } from '../units/table/unit-store.ts';

/**
 * What a unit with an open outage was before its condition became unknown: "Before: Entrapment". Null while that is known.
 * @param outage the unit with what is known of its outage
 */
export function beforeText(
  { id, condition }: Pick<Unit, 'id' | 'condition'>,
  units: Pick<UnitStore, 'find'>,
  t: Translate,
): string | null {
  if (units.find(id)?.condition !== 'unknown') return null;
  return t('incidents.before', { status: t(`units.labels.condition.${condition}`) });
}

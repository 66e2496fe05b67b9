import type { FleetHistory } from '../../../electron/contract/ledger.ts';
import type { Translate } from '../../ui/i18n.ts';
import type { Bar } from '../overview/bar-list.tsx';
import type { UnitStore } from '../table/unit-store.ts';
import type { HistoryTexts } from './history-texts.ts';

/** Which units are the worst: those that were out for the longest time altogether, or those with the most outages. */
export const worstOrders = ['longest', 'often'] as const;
export type WorstOrder = (typeof worstOrders)[number];

/** Units in the chart: only the worst. */
const unitsShown = 5;

interface BarParts {
  /** Called with the unit that somebody wants to see. */
  readonly onGo: (id: string) => void;
  readonly units: Pick<UnitStore, 'find'>;
  readonly texts: HistoryTexts;
  readonly t: Translate;
}

/** The bars of the worst units, which lead to them. A unit that is not in the list any more cannot be shown. */
export function worstBars(
  worst: FleetHistory['worst'],
  order: WorstOrder,
  { units, texts, t, onGo }: BarParts,
): Bar[] {
  const found =
    order === 'longest'
      ? worst.longest.map(({ id, out }) => ({
          id,
          value: out,
          figure: texts.shortLength(out),
          spoken: texts.length(out),
        }))
      : worst.often.map(({ id, outages: count }) => ({
          id,
          value: count,
          figure: t('history.worst.times', { count }),
          spoken: t('history.worst.count', { count }),
        }));
  return found
    .flatMap(({ id, value, figure, spoken }): Bar[] => {
      const unit = units.find(id);
      if (unit === undefined) return [];
      const name = unit.name || id;
      const place = [name, unit.site].filter((part) => part !== '').join(', ');
      return [
        {
          id,
          label: name,
          title: `${place}: ${spoken}`,
          value,
          figure,
          note: '',
          spoken: t('history.worst.unit', { place, figure: spoken }),
          condition: 'out-of-service',
          onPress: () => onGo(id),
        },
      ];
    })
    .slice(0, unitsShown);
}

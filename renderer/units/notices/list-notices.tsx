import { UnitsLookButton } from '../../connections/setup/units-look-button.tsx';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import type { Translate } from '../../ui/i18n.ts';
import { shortfallOf } from '../loading/list-gap.ts';
import type { ListState } from '../loading/units-list.ts';
import type { ListNotice } from './notice.ts';

/** What the list lacks: only a part has come (R41), or entries that are no units of their own. */
export function listNotices(list: ListState, count: number, t: Translate): ListNotice[] {
  const incomplete = incompleteText(list, count, t);
  const leftOut = leftOutTexts(list, t);
  return [
    ...(incomplete === null
      ? []
      : [
          {
            key: 'incomplete',
            tone: 'warning',
            title: t('units.incompleteTitle'),
            note: incomplete,
            actions: <LoadAgain />,
          } as const,
        ]),
    ...(leftOut.length === 0
      ? []
      : [
          {
            key: 'left-out',
            tone: 'warning',
            title: t('units.withoutIdTitle'),
            note: leftOut.join(' '),
            actions: <UnitsLookButton />,
          } as const,
        ]),
  ];
}

/** How many units have come, and of how many; null for a whole list, and while one is loading. */
function incompleteText(list: ListState, count: number, t: Translate): string | null {
  const { incomplete, shortfall, phase } = list;
  if (phase === 'loading' || (!incomplete && shortfall === null)) return null;
  const part = shortfallOf(list, count);
  if (part === null) return null;
  const { received, total } = part;
  const [alone, both] = incomplete
    ? (['units.incomplete', 'units.incompleteOf'] as const)
    : (['units.part', 'units.shortfall'] as const);
  return total === null ? t(alone, { received }) : t(both, { received, total });
}

/** Entries that are no units of their own. */
function leftOutTexts({ withoutId, sameId }: ListState, t: Translate): string[] {
  return [
    ...(withoutId > 0 ? [t('units.withoutId', { count: withoutId })] : []),
    ...(sameId > 0 ? [t('units.sameId', { count: sameId })] : []),
  ];
}

function LoadAgain() {
  const { t, list } = useServices();
  return <Button onClick={() => list.refresh()}>{t('units.loadAgain')}</Button>;
}

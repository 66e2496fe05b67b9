import { useServices } from '../services.ts';
import { shortfallOf } from '../units/loading/list-gap.ts';
import type { ListState } from '../units/loading/units-list.ts';

/** That units are missing from the list, so that nobody takes what is shown for all there is (R41). */
export function WallGap({ list }: { readonly list: ListState }) {
  const { t, units } = useServices();
  // While the first list or the one of the last run is read, that is said elsewhere.
  const isThere = list.fetchedAt !== null && list.awaited === null;
  const part = isThere ? shortfallOf(list, units.size) : null;
  if (part === null) return null;
  const { received, total } = part;
  return (
    <p className="wall-gap" role="alert">
      {total === null ? t('wall.part', { received }) : t('wall.partOf', { received, total })}
    </p>
  );
}

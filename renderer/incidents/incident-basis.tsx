import { useSyncExternalStore } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { Shortfall } from '../../electron/contract/units.ts';
import { useServices } from '../services.ts';
import type { Translate } from '../ui/i18n.ts';
import { useNow, useTimes } from '../ui/use-now.ts';
import { Freshness } from '../units/live/live-status.tsx';
import { gapOf, type ListGap } from '../units/loading/list-gap.ts';
import { Messages } from '../units/notices/messages.tsx';
import type { UnitStore } from '../units/table/unit-store.ts';
import { useStoreValue } from '../units/use-store-value.ts';

/** Time between two looks at the age of the list, in ms. */
const tick = 15_000;

interface Props {
  readonly state: DeskState;
}

const sizeOf = (units: UnitStore): number => units.size;
const unknownOf = (units: UnitStore): number => units.fleet().conditions.unknown;

/** The list that the incidents come from: how many units it has, its state, and what it is not (R41). */
function useBasis({ state }: Props) {
  const { units, list } = useServices();
  const size = useStoreValue(units, sizeOf);
  const listState = useSyncExternalStore(list.state.subscribe, list.state.get);
  const now = useNow(tick);
  return { size, listState, gap: gapOf(listState, size, state.live.phase === 'live', now) };
}

/** How current the incidents are: live, or else the age of the list. */
export function IncidentFreshness({ state }: Props) {
  const { listState } = useBasis({ state });
  return (
    <div className="row incidents-news">
      <Freshness live={state.live} fetchedAt={listState.fetchedAt} />
    </div>
  );
}

/** What has to be said of the list, so that incidents of a part of it do not look like all. */
export function IncidentBasis({ state }: Props) {
  const { t } = useServices();
  const { size, listState, gap } = useBasis({ state });
  return (
    <>
      <Messages state={state} list={listState} alone={size === 0} />
      {/* Afterwards a message says so. */}
      {gap.part !== null && size > 0 && listState.phase === 'loading' && (
        <p className="hint">{partText(gap.part, t)}</p>
      )}
    </>
  );
}

function partText({ received, total }: Shortfall, t: Translate): string {
  return total === null ? t('incidents.part', { received }) : t('incidents.partOf', { received, total });
}

/** What stands instead of open incidents where there are none. */
export function NoOpenIncidents({ state }: Props) {
  const { t, units } = useServices();
  const times = useTimes();
  const { size, gap } = useBasis({ state });
  const unknown = useStoreValue(units, unknownOf);
  const { title, meaning } = noneOpenTexts({ size, unknown }, gap, times.moment, t);
  return (
    <div className="column empty">
      <h2>{title}</h2>
      <p>{meaning}</p>
    </div>
  );
}

/**
 * Only a whole list of now, with units, says that nothing is out of service.
 * @param units how many there are, and of how many of them nobody knows what they are
 */
export function noneOpenTexts(
  { size, unknown }: { readonly size: number; readonly unknown: number },
  { part, asOf }: ListGap,
  momentOf: (at: number) => string,
  t: Translate,
): { readonly title: string; readonly meaning: string } {
  const known = (meaning: string) => ({ title: t('incidents.noneKnown'), meaning });
  if (size === 0) return known(t('incidents.noUnits'));
  if (unknown > 0) return known(t('incidents.noneOfUnknown', { count: unknown }));
  if (part !== null) return known(t('incidents.noneOfPart'));
  if (asOf !== null) return known(t('incidents.noneAsOf', { time: momentOf(asOf) }));
  return { title: t('incidents.noneOpen'), meaning: t('incidents.noneOpenMeaning') };
}

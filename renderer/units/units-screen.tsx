import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { failureText, spoken } from '../ui/failure-text.ts';
import { useAnnouncement } from '../ui/status.tsx';
import { useNow } from '../ui/use-now.ts';
import { useOneTabStop } from '../ui/use-one-tab-stop.ts';
import { UnitDetails } from './details/unit-details.tsx';
import { useDetails } from './details/use-details.ts';
import { FleetBar, FleetCommands } from './fleet-bar.tsx';
import type { Sight } from './grid/row-pool.ts';
import { useSelection } from './grid/selection.ts';
import { UnitGrid } from './grid/unit-grid.tsx';
import { EmptyList, LoadingList, NoMatch } from './grid/unit-placeholders.tsx';
import { whenIdle } from './loading/idle.ts';
import type { ListState } from './loading/units-list.ts';
import { Messages } from './notices/messages.tsx';
import { OutageStrip } from './outages/outage-strip.tsx';
import { useWantedUnit } from './outages/use-wanted-unit.ts';
import { FleetOverview } from './overview/fleet-overview.tsx';
import { usePanes } from './panes.ts';
import { isFiltered } from './table/unit-filters.ts';
import type { UnitStore } from './table/unit-store.ts';
import { CommandBar } from './toolbar/command-bar.tsx';
import { UnitCounts } from './toolbar/unit-counts.tsx';

/** Time between two updates of the ages, in ms. */
const tick = 15_000;

/** The screen while somebody is signed in: their units. */
export function UnitsScreen({ state }: { readonly state: DeskState }) {
  const { t, units, list, live, sparks, selection, activeUnit, status, say, rowMenu } = useServices();
  useSyncExternalStore(units.subscribe, units.version);
  const listState = useSyncExternalStore(list.state.subscribe, list.state.get);
  const now = useNow(tick);
  useUnitsAnnouncement(units, listState);
  const settled = listState.phase === 'ready' && !units.busy;
  useEffect(() => (settled ? whenIdle(units.prepare()) : undefined), [settled, units]);
  const search = useRef<HTMLInputElement>(null);
  const clearSearch = () => {
    units.setQuery('');
    search.current?.focus();
  };
  const { overview, details } = usePanes();
  const { stage, heading, open, close, onKeyDown } = useDetails(details);
  const { selected } = useSelection(selection);
  const active = units.at(selection.cursor())?.id ?? null;
  useEffect(() => activeUnit.set(active), [active, activeUnit]);
  const shownInDetails = details.open ? active : null;
  const onSight = useCallback(
    (sight: Sight) => {
      live.sight(sight);
      sparks.sight(sight);
    },
    [live, sparks],
  );
  const sayCopied = useCallback(() => say(t('grid.copied')), [say, t]);
  /** The buttons of both bars, so that the table is not far for the keyboard. */
  const commands = useOneTabStop<HTMLDivElement>();
  const goal = useWantedUnit(selected);
  const table = units.size > 0 || units.busy || (listState.phase === 'loading' && listState.failure === null);
  return (
    <div className="units-screen">
      <div className="unit-commands" {...commands}>
        <CommandBar savedViews={state.savedViews} search={search}>
          <FleetCommands details={details} shownInDetails={shownInDetails} />
        </CommandBar>
        <FleetBar state={state} fetchedAt={listState.fetchedAt} overview={overview} />
      </div>
      {overview.open && units.size > 0 && <FleetOverview id={overview.id} />}
      <UnitCounts list={listState} />
      <Messages state={state} list={listState} alone={!table} />
      <OutageStrip />
      {table ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the details from whatever has the focus in it
        <div ref={stage} className="unit-area" onKeyDown={onKeyDown}>
          <div className="unit-table">
            <UnitGrid
              store={units}
              selection={selection}
              now={now}
              onSight={onSight}
              shownInDetails={shownInDetails}
              goal={goal}
              onOpen={open}
              onColumnChange={status.set}
              onCopied={sayCopied}
              onMenu={rowMenu.set}
            />
            {units.size === 0 && <LoadingList />}
            {units.size > 0 && units.matching === 0 && !units.busy && <NoMatch onClear={clearSearch} />}
          </div>
          {details.open && units.size > 0 && (
            <UnitDetails id={details.id} unitId={active} onClose={close} heading={heading} />
          )}
        </div>
      ) : (
        listState.phase === 'ready' && !units.busy && <EmptyList />
      )}
    </div>
  );
}

/** Announces the number of units, or a failure without any. */
function useUnitsAnnouncement(units: UnitStore, list: ListState): void {
  const { t } = useServices();
  const query = units.query.trim();
  const count = units.size;
  const searching = query !== '' && count > 0;
  const filtered = isFiltered(units.filters) && count > 0;
  const text = () => {
    // Above rows, a failure is an alert of its own.
    if (list.phase === 'failed' && list.failure !== null)
      return count > 0 ? '' : spoken(failureText(list.failure, t));
    if (searching)
      return t(filtered ? 'scope.matchingBoth' : 'units.matching', { count, shown: units.matching, query });
    if (filtered) return t('units.shown', { count, shown: units.matching });
    if (list.phase === 'loading') return t(list.fetchedAt === null ? 'units.loading' : 'units.refreshing');
    if (list.incomplete || list.shortfall !== null)
      return `${t('units.incompleteTitle')}. ${t('units.count', { count })}`;
    return list.phase === 'ready' ? t('units.count', { count }) : null;
  };
  // A running search keeps the last text, because its numbers are not final.
  const [said, setSaid] = useState<string | null>(null);
  const next = units.busy ? said : text();
  if (next !== said) setSaid(next);
  useAnnouncement(next, searching || filtered ? 250 : 0);
}

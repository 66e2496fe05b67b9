import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { failureText, spoken } from '../ui/failure-text.ts';
import { MessageBar } from '../ui/message-bar.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useNow } from '../ui/use-now.ts';
import { CommandBar } from './command-bar.tsx';
import { isFiltered } from './filter-bar.tsx';
import { whenIdle } from './idle.ts';
import { ListFailure } from './list-failure.tsx';
import { UnitCounts } from './unit-counts.tsx';
import { UnitGrid } from './unit-grid.tsx';
import { EmptyList, LoadingList, NoMatch } from './unit-placeholders.tsx';
import type { UnitStore } from './unit-store.ts';
import type { ListState } from './units-list.ts';

/** How often ages are counted anew, in ms. */
const tick = 15_000;

/** The screen of someone who is signed in: their units. */
export function UnitsScreen({ state }: { readonly state: DeskState }) {
  const { units, list, live } = useServices();
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
  const table = units.size > 0 || units.busy || (listState.phase === 'loading' && listState.failure === null);
  return (
    <div className="units-screen">
      <CommandBar savedViews={state.savedViews} list={listState} now={now} search={search} />
      <UnitCounts list={listState} />
      <Messages state={state} list={listState} alone={!table} />
      {table ? (
        <div className="unit-area">
          <div className="unit-table">
            <UnitGrid store={units} now={now} onSight={live.sight} />
            {units.size === 0 && <LoadingList />}
            {units.size > 0 && units.shown === 0 && !units.busy && <NoMatch onClear={clearSearch} />}
          </div>
          {/* Beside the table: what says more about one unit, or about all of them. */}
        </div>
      ) : (
        listState.phase === 'ready' && !units.busy && <EmptyList />
      )}
    </div>
  );
}

interface MessagesProps {
  readonly state: DeskState;
  readonly list: ListState;
  /** There is no table below. */
  readonly alone: boolean;
}

function Messages({ state, list, alone }: MessagesProps) {
  const { t } = useTranslation();
  const { connectionProblem, session } = state;
  const { viewFailure } = useServices();
  const notKept = useSyncExternalStore(viewFailure.subscribe, viewFailure.get);
  // The list names the same problem already, and has the buttons for it.
  const sessionProblem = session.problem?.code === list.failure?.code ? null : session.problem;
  return (
    <div className={alone ? 'messages alone' : 'messages'}>
      {connectionProblem !== null && <FailureMessage failure={connectionProblem} />}
      {sessionProblem !== null && <FailureMessage failure={sessionProblem} />}
      <ListFailure list={list} keyMissing={state.subscriptionKey === 'missing'} />
      {notKept !== null && <FailureMessage failure={notKept} />}
      {list.incomplete && list.phase !== 'loading' && <Incomplete list={list} />}
      {list.withoutId > 0 && (
        <MessageBar tone="warning" title={t('units.withoutIdTitle')}>
          <p>{t('units.withoutId', { count: list.withoutId })}</p>
        </MessageBar>
      )}
    </div>
  );
}

/** Somebody had enough of waiting, or the list broke off: what is shown is not all. */
function Incomplete({ list: { received, total } }: Pick<MessagesProps, 'list'>) {
  const { t } = useTranslation();
  const { list } = useServices();
  const text =
    total === null ? t('units.incomplete', { received }) : t('units.incompleteOf', { received, total });
  return (
    <MessageBar
      tone="warning"
      title={t('units.incompleteTitle')}
      actions={<Button onClick={() => list.refresh()}>{t('units.loadAll')}</Button>}
    >
      <p>{text}</p>
    </MessageBar>
  );
}

/** Says how many units there are, or what went wrong: a retry that fails alike is said again. */
function useUnitsAnnouncement(units: UnitStore, list: ListState): void {
  const { t } = useTranslation();
  const query = units.query.trim();
  const count = units.size;
  const searching = query !== '' && count > 0;
  const filtered = isFiltered(units.filters) && count > 0;
  const text = () => {
    if (list.phase === 'failed' && list.failure !== null) return spoken(failureText(list.failure, t));
    if (searching) return t('units.matching', { count, shown: units.shown, query });
    if (filtered) return t('units.shown', { count, shown: units.shown });
    if (list.phase === 'loading') return t(list.fetchedAt === null ? 'units.loading' : 'units.refreshing');
    if (list.incomplete) return `${t('units.incompleteTitle')}. ${t('units.count', { count })}`;
    return list.phase === 'ready' ? t('units.count', { count }) : null;
  };
  // The numbers of a search under way are not worth saying.
  useAnnouncement(units.busy ? null : text(), searching || filtered ? 250 : 0);
}

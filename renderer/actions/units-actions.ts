import { isOverviewOpen } from '../units/panes.ts';
import { isFiltered, noFilters } from '../units/table/unit-filters.ts';
import { areWatched, watchAndTell } from '../units/watch.tsx';
import { type Action, type Here, isAtUnits, isAtWork } from './action.ts';

function canPause({ desk }: Here): boolean {
  const phase = desk.state.get()?.live.phase;
  return phase !== undefined && phase !== 'off' && phase !== 'not-available';
}

const isPaused = ({ desk }: Here): boolean => desk.state.get()?.live.phase === 'paused';

function isSelectionWatched({ desk, selection }: Here): boolean {
  return areWatched(selection.units().shown, desk.state.get()?.watched ?? []);
}

/** The list of units, and what is around the table. */
export const unitsActions: readonly Action[] = [
  {
    id: 'refresh',
    title: ({ t }) => t('units.refresh'),
    keys: ['F5', 'Mod+R'],
    icon: 'refresh',
    possible: (here) =>
      isAtWork(here) && here.place.get() === 'units' && here.list.state.get().phase !== 'loading',
    run: ({ list }) => list.refresh(),
  },
  {
    id: 'overview',
    title: ({ t }) => t('fleet.overview.title'),
    icon: 'chart',
    possible: isAtUnits,
    checked: ({ panes }) => isOverviewOpen(panes),
    run: ({ panes }) => panes.overview.set(!isOverviewOpen(panes)),
  },
  {
    id: 'details',
    title: ({ t }) => t('fleet.details.open'),
    icon: 'pane',
    possible: isAtUnits,
    checked: ({ panes }) => panes.details.get(),
    run: ({ panes }) => panes.details.set(!panes.details.get()),
  },
  {
    id: 'watch-selected',
    title: ({ t }) => t('actions.names.watch-selected'),
    keys: ['Mod+D'],
    icon: 'star',
    possible: (here) => isAtUnits(here) && here.selection.units().shown.length > 0,
    checked: (here) => isSelectionWatched(here),
    run: (here) => watchAndTell(here, here.selection.units().shown, !isSelectionWatched(here)),
  },
  {
    id: 'watched-only',
    title: ({ t }) => t('units.filters.watched'),
    icon: 'star',
    possible: isAtUnits,
    checked: ({ units }) => units.filters.watchedOnly,
    run: ({ units }) => units.setFilters({ watchedOnly: !units.filters.watchedOnly }),
  },
  {
    id: 'show-all',
    title: ({ t }) => t('actions.names.show-all'),
    icon: 'close',
    possible: (here) => isAtUnits(here) && (here.units.query !== '' || isFiltered(here.units.filters)),
    run: ({ units }) => units.setFilters(noFilters, ''),
  },
  {
    id: 'pause-live',
    title: ({ t }) => t('actions.names.pause-live'),
    possible: (here) => isAtWork(here) && canPause(here),
    checked: isPaused,
    run: (here) => here.desktop.call('pauseLive', { paused: !isPaused(here) }),
  },
];

import type { Unit } from '../../electron/contract/units.ts';
import { copyText } from '../ui/copy-text.ts';
import { areWatched, watchAndTell } from '../units/watch.tsx';
import { takesUnit } from '../workbench/console/console-store.ts';
import type { Here, UnitAction } from './action.ts';
import { goToUnit } from './go-to-unit.ts';
import { incidentUnitActions } from './incident-actions.ts';

type Copied = 'id' | 'name' | 'address' | 'link';

/** The link that opens a unit in MAX Desk, also from another program. */
function linkTo({ id }: Pick<Unit, 'id'>): string {
  return `maxdesk://unit/${encodeURIComponent(id)}`;
}

/** The text of a unit; '' if it has none, or is not in the list any more. */
function textOf({ units }: Here, id: string, what: Copied): string {
  const unit = units.find(id);
  if (unit === undefined) return '';
  return what === 'link' ? linkTo(unit) : unit[what];
}

const copyActions = (['id', 'name', 'address', 'link'] as const).map((what): UnitAction => {
  return {
    id: `copy-${what}`,
    title: ({ t }, ids) => t(`actions.copy.${what}`, { count: ids.length }),
    icon: 'copy',
    possible: (here, ids) => ids.some((id) => textOf(here, id, what) !== ''),
    run(here, ids) {
      // One line for each unit that has it.
      const texts = ids.map((id) => textOf(here, id, what)).filter((text) => text !== '');
      const isCopied = copyText(texts.join('\n'));
      here.say(here.t(isCopied ? 'actions.copied' : 'actions.notCopied', { count: texts.length }));
    },
  };
});

const watchActions = ([true, false] as const).map((watched): UnitAction => {
  return {
    id: watched ? 'watch' : 'stop-watching',
    title: ({ t }, ids) =>
      ids.length === 1
        ? t(watched ? 'fleet.watch.add' : 'fleet.watch.remove')
        : t(watched ? 'fleet.watch.addSelected' : 'fleet.watch.removeSelected', { count: ids.length }),
    icon: watched ? 'star' : 'filled-star',
    possible: ({ desk }, ids) => areWatched(ids, desk.state.get()?.watched ?? []) !== watched,
    run: (here, ids) => watchAndTell(here, ids, watched),
  };
});

const isOne = (_here: Here, ids: readonly string[]): boolean => ids.length === 1;

/** What can be done to the units of a row's context menu. */
export const unitActions: readonly (readonly UnitAction[])[] = [
  [
    {
      id: 'unit-details',
      title: ({ t }) => t('actions.names.unit-details'),
      keys: ['Enter'],
      icon: 'pane',
      possible: isOne,
      run: (here, [id]) => id !== undefined && goToUnit(here, id),
    },
    {
      id: 'unit-console',
      title: ({ t }) => t('actions.names.unit-console'),
      icon: 'console',
      possible: isOne,
      run({ consoleStore, place }, [unitId]) {
        const { path } = consoleStore.state.get().draft;
        // A request that asks for a unit already is kept as it is.
        consoleStore.edit(takesUnit(path) ? { unitId } : { method: 'GET', path: '/units/{unitId}', unitId });
        place.set('console');
      },
    },
  ],
  incidentUnitActions,
  copyActions,
  watchActions,
];

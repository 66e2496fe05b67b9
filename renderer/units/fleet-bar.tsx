import { memo, useSyncExternalStore } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import { ActionText } from '../actions/action-button.tsx';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icons.tsx';
import { ExportButton } from './export/export-button.tsx';
import { useSelectedUnits } from './grid/selection.ts';
import { Freshness } from './live/live-status.tsx';
import type { ListState } from './loading/units-list.ts';
import { TagButton } from './notes/tag-button.tsx';
import { KeyNumbers } from './overview/key-numbers.tsx';
import type { Pane } from './panes.ts';
import { SelectionMenu } from './toolbar/selection-menu.tsx';
import { WatchSummary, WatchToggle } from './watch.tsx';

interface BarProps {
  readonly state: DeskState;
  readonly fetchedAt: ListState['fetchedAt'];
  readonly overview: Pane;
}

/** The line above the overview: its button, its key numbers while it is folded, and how current the list is. */
export const FleetBar = memo(function FleetBar({ state, fetchedAt, overview }: BarProps) {
  const { t } = useServices();
  const empty = useIsEmpty();
  return (
    <div className="row fleet-bar">
      <PaneButton pane={overview} icon="chart" label={t('fleet.overview.title')} busy={empty} />
      {!empty && !overview.open && <KeyNumbers />}
      <div className="row fleet-news">
        <WatchSummary watched={state.watched} />
        <Freshness live={state.live} fetchedAt={fetchedAt} />
      </div>
    </div>
  );
});

interface CommandsProps {
  readonly details: Pane;
  /** The ID of the unit that the details show; null while they are closed. */
  readonly shownInDetails: string | null;
}

/**
 * The commands for the list and for the selected units. What depends on the selection comes last, so that nothing
 * else moves under the pointer; what cannot be used yet is there all the same.
 */
export const FleetCommands = memo(function FleetCommands({ details, shownInDetails }: CommandsProps) {
  const { t, units, selection } = useServices();
  const { shown: chosen } = useSelectedUnits(selection, units);
  const empty = useIsEmpty();
  return (
    <>
      <div className="row command-tail">
        <ActionText id="refresh" />
        <ExportButton />
        <PaneButton pane={details} icon="pane" label={t('fleet.details.open')} busy={empty} />
      </div>
      <div className="row for-selection">
        {!empty && <SelectionMenu />}
        {/* The details have the same for their unit. */}
        {!empty && chosen.length > 0 && !(chosen.length === 1 && chosen[0] === shownInDetails) && (
          <>
            <WatchToggle ids={chosen} />
            <TagButton ids={chosen} />
          </>
        )}
      </div>
    </>
  );
});

function useIsEmpty(): boolean {
  const { units } = useServices();
  return useSyncExternalStore(units.subscribe, () => units.size === 0);
}

interface PaneButtonProps {
  readonly pane: Pane;
  readonly icon: IconName;
  readonly label: string;
  /** There is nothing to show in it. */
  readonly busy: boolean;
}

function PaneButton({ pane, icon, label, busy }: PaneButtonProps) {
  const open = pane.open && !busy;
  return (
    <Button
      kind="subtle"
      icon={icon}
      busy={busy}
      aria-expanded={open}
      aria-controls={open ? pane.id : undefined}
      title={label}
      onClick={pane.toggle}
    >
      {label}
    </Button>
  );
}

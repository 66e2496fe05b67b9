import { memo, useSyncExternalStore } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icons.tsx';
import { ExportButton } from './export/export-button.tsx';
import { useSelectedUnits } from './grid/selection.ts';
import { Freshness } from './live/live-status.tsx';
import type { ListState } from './loading/units-list.ts';
import { TagButton } from './notes/tag-button.tsx';
import type { Pane } from './panes.ts';
import { SelectionMenu } from './toolbar/selection-menu.tsx';
import { WatchSummary, WatchToggle } from './watch.tsx';

interface Props {
  readonly state: DeskState;
  readonly fetchedAt: ListState['fetchedAt'];
  readonly overview: Pane;
  readonly details: Pane;
  /** The ID of the unit that the details show; null while they are closed. */
  readonly shownInDetails: string | null;
}

/** Commands for the fleet and for the selected units, and their live state. */
export const FleetBar = memo(function FleetBar(props: Props) {
  const { state, fetchedAt, overview, details, shownInDetails } = props;
  const { t, units, selection } = useServices();
  const { shown: chosen } = useSelectedUnits(selection, units);
  const empty = useSyncExternalStore(units.subscribe, () => units.size === 0);
  return (
    <div className="wrap fleet-bar" role="toolbar" aria-label={t('grid.commands')}>
      {!empty && (
        <>
          <PaneButton pane={overview} icon="chart" label={t('fleet.overview.title')} />
          <PaneButton pane={details} icon="pane" label={t('fleet.details.open')} />
          {/* The details have the same for their unit. */}
          {chosen.length > 0 && !(chosen.length === 1 && chosen[0] === shownInDetails) && (
            <>
              <WatchToggle ids={chosen} />
              <TagButton ids={chosen} />
            </>
          )}
          <ExportButton connection={state.connection?.name ?? ''} isLive={state.live.phase === 'live'} />
          <SelectionMenu />
        </>
      )}
      <div className="wrap fleet-news">
        <WatchSummary watched={state.watched} />
        <Freshness live={state.live} fetchedAt={fetchedAt} />
      </div>
    </div>
  );
});

interface PaneButtonProps {
  readonly pane: Pane;
  readonly icon: IconName;
  readonly label: string;
}

function PaneButton({ pane, icon, label }: PaneButtonProps) {
  return (
    <Button
      kind="subtle"
      icon={icon}
      aria-expanded={pane.open}
      aria-controls={pane.open ? pane.id : undefined}
      title={label}
      onClick={pane.toggle}
    >
      {label}
    </Button>
  );
}

import { memo, useSyncExternalStore } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icons.tsx';
import { ExportButton } from './export/export-button.tsx';
import { Freshness } from './live/live-status.tsx';
import type { ListState } from './loading/units-list.ts';
import { TagButton } from './notes/tag-button.tsx';
import type { Pane } from './panes.ts';
import { WatchSummary, WatchToggle } from './watch.tsx';

interface Props {
  readonly state: DeskState;
  readonly fetchedAt: ListState['fetchedAt'];
  readonly overview: Pane;
  readonly details: Pane;
  /** The selected units, or else the active one. */
  readonly chosen: readonly string[];
}

/** Commands for the fleet and for the selected units, and their live state. */
export const FleetBar = memo(function FleetBar({ state, fetchedAt, overview, details, chosen }: Props) {
  const { t, units } = useServices();
  const empty = useSyncExternalStore(units.subscribe, () => units.size === 0);
  return (
    <div className="wrap fleet-bar">
      {!empty && (
        <>
          <PaneButton pane={overview} icon="chart" label={t('fleet.overview.title')} />
          <PaneButton pane={details} icon="pane" label={t('fleet.details.open')} />
          {/* For a single unit, the details have the same star. */}
          {chosen.length > (details.open ? 1 : 0) && <WatchToggle ids={chosen} />}
          {chosen.length > (details.open ? 1 : 0) && <TagButton ids={chosen} />}
          <ExportButton />
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

import { useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureLine } from '../ui/failure-line.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useIsKept } from '../ui/use-kept.ts';
import { useNow } from '../ui/use-now.ts';
import { OutageSpeech } from '../units/outages/outage-strip.tsx';
import { EndedTable } from './ended-table.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { HandOverMenu } from './hand-over-menu.tsx';
import { HandOverSheet } from './hand-over-sheet.tsx';
import { IncidentDialogs } from './incident-dialogs.tsx';
import { IncidentTable } from './incident-table.tsx';
import { IncidentToolbar } from './incident-toolbar.tsx';
import { rowStep } from './keep-incidents.ts';

/** Time between two updates of the ages, in ms. */
const tick = 15_000;

/** What is out of service, what somebody does about it, and what is handed over. */
export function IncidentsScreen() {
  const { t, incidents } = useServices();
  const { shows, most } = useSyncExternalStore(incidents.view.subscribe, incidents.view.get);
  const { total, rows } = useSyncExternalStore(incidents.list.subscribe, incidents.list.get);
  const ended = useSyncExternalStore(incidents.ended.subscribe, incidents.ended.get);
  const failure = useSyncExternalStore(incidents.failure.subscribe, incidents.failure.get);
  const now = useNow(tick);
  const count = shows === 'open' ? total : ended.length;
  const left = count - Math.min(count, most);
  return (
    <div className="column incidents-screen">
      <div className="incidents-title">
        <ScreenHeading>{t('incidents.title')}</ScreenHeading>
        <Privacy />
        <HandOverMenu />
      </div>
      <OutageSpeech />
      <IncidentToolbar />
      {failure !== null && <FailureLine key={failure.message} failure={failure} dismissible />}
      <div className="incidents-area">
        {count === 0 ? (
          <Nothing shows={shows} />
        ) : shows === 'open' ? (
          <IncidentTable rows={rows} now={now} />
        ) : (
          <EndedTable ended={ended} most={most} now={now} />
        )}
        {left > 0 && (
          <Button onClick={() => incidents.view.set({ ...incidents.view.get(), most: most + rowStep })}>
            {t('incidents.more', { count: Math.min(left, rowStep) })}
          </Button>
        )}
      </div>
      <IncidentDialogs />
      <HandOverDialog />
      <HandOverSheet />
    </div>
  );
}

/** Where it is kept, and how long (R23). */
function Privacy() {
  const { t } = useServices();
  return <p className="hint">{t(useIsKept() ? 'incidents.kept' : 'incidents.memory')}</p>;
}

function Nothing({ shows }: { readonly shows: 'open' | 'ended' }) {
  const { t, units } = useServices();
  const hasUnits = useSyncExternalStore(units.subscribe, () => units.size > 0);
  const isKnown = shows === 'ended' || hasUnits;
  return (
    <div className="column empty">
      <h2>{t(shows === 'open' ? 'incidents.noneOpen' : 'incidents.noneEnded')}</h2>
      <p>
        {t(
          !isKnown
            ? 'incidents.noUnits'
            : shows === 'open'
              ? 'incidents.noneOpenMeaning'
              : 'incidents.noneEndedMeaning',
        )}
      </p>
    </div>
  );
}

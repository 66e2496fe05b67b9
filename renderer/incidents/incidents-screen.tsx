import { useSyncExternalStore } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useIsKept } from '../ui/use-kept.ts';
import { useNow } from '../ui/use-now.ts';
import { OutageSpeech } from '../units/outages/outage-strip.tsx';
import { EndedTable } from './ended-table.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { HandOverMenu } from './hand-over-menu.tsx';
import { HandOverSheet } from './hand-over-sheet.tsx';
import { IncidentBasis, IncidentFreshness, NoOpenIncidents } from './incident-basis.tsx';
import { IncidentDialogs } from './incident-dialogs.tsx';
import { IncidentFailure } from './incident-failure.tsx';
import { IncidentTable } from './incident-table.tsx';
import { IncidentToolbar } from './incident-toolbar.tsx';
import { rowStep } from './keep-incidents.ts';

/** Time between two updates of the ages, in ms. */
const tick = 15_000;

/** What is out of service, what somebody does about it, and what is handed over. */
export function IncidentsScreen({ state }: { readonly state: DeskState }) {
  const { t, incidents } = useServices();
  const { shows, most } = useSyncExternalStore(incidents.view.subscribe, incidents.view.get);
  const { total, rows } = useSyncExternalStore(incidents.list.subscribe, incidents.list.get);
  const ended = useSyncExternalStore(incidents.ended.subscribe, incidents.ended.get);
  const now = useNow(tick);
  const count = shows === 'open' ? total : ended.length;
  const left = count - Math.min(count, most);
  return (
    <div className="column incidents-screen">
      <div className="incidents-title">
        <ScreenHeading>{t('incidents.title')}</ScreenHeading>
        <Privacy />
        <IncidentFreshness state={state} />
        <HandOverMenu />
      </div>
      <OutageSpeech />
      <IncidentToolbar />
      <IncidentBasis state={state} />
      <IncidentFailure />
      <div className="incidents-area">
        {count === 0 ? (
          shows === 'open' ? (
            <NoOpenIncidents state={state} />
          ) : (
            <NoneEnded />
          )
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

function NoneEnded() {
  const { t } = useServices();
  return (
    <div className="column empty">
      <h2>{t('incidents.noneEnded')}</h2>
      <p>{t('incidents.noneEndedMeaning')}</p>
    </div>
  );
}

import { useCallback, useSyncExternalStore } from 'react';
import type { DeskState } from '../electron/contract/desk.ts';
import { ActionIcon } from './actions/action-button.tsx';
import { ActionLayer } from './actions/action-layer.tsx';
import { ProgramQuestion } from './agent/program-dialog.tsx';
import { ProgramStrip } from './agent/program-strip.tsx';
import { BelowHeaderHost } from './below-header.tsx';
import { ConnectionMenu } from './connections/connection-menu.tsx';
import { DropTarget } from './connections/drop-target.tsx';
import { ProposalDialog } from './connections/proposal-dialog.tsx';
import { shownSetup } from './connections/setup/setup-fields.ts';
import { SetupScreen } from './connections/setup/setup-screen.tsx';
import { UnitsLookScreen } from './connections/setup/units-look.tsx';
import { isSettled } from './desk-store.ts';
import { ErrorBoundary } from './diagnostics/error-boundary.tsx';
import { TroubleBar } from './diagnostics/trouble-bar.tsx';
import { IncidentsScreen } from './incidents/incidents-screen.tsx';
import { Navigation, type Place } from './navigation.tsx';
import { ProxyDialog } from './proxy/proxy-dialog.tsx';
import { useServices } from './services.ts';
import { SettingsButton } from './settings/settings-button.tsx';
import { SettingsScreen } from './settings/settings-screen.tsx';
import { UpdateButton } from './settings/updates.tsx';
import { AccountArea } from './sign-in/account-area.tsx';
import { PastedToken } from './sign-in/pasted-token.tsx';
import { Waiting } from './sign-in/waiting.tsx';
import { Welcome } from './sign-in/welcome.tsx';
import { ClipboardChip } from './token/clipboard-chip.tsx';
import { Button } from './ui/button.tsx';
import { FailureMessage } from './ui/failure-message.tsx';
import { ProductMark } from './ui/icons.tsx';
import { StatusRegion, Toast } from './ui/status.tsx';
import { useOneTabStop } from './ui/use-one-tab-stop.ts';
import { UnitsScreen } from './units/units-screen.tsx';
import { WallScreen } from './wall/wall-screen.tsx';
import { ConsoleScreen } from './workbench/console/console-screen.tsx';
import { DoctorScreen } from './workbench/doctor-screen.tsx';
import { IdentityScreen } from './workbench/identity-screen.tsx';

/** The window: the parts that every screen shares, around the screen for the session's phase. */
export function App() {
  const { desk } = useServices();
  const state = useSyncExternalStore(desk.state.subscribe, desk.state.get);
  if (state?.wall.isOn) return <WallScreen state={state} />;
  return (
    <div className="shell">
      {state !== null && <Header state={state} />}
      <BelowHeaderHost />
      {state?.connection?.simulated === true && <SimulatedBanner />}
      {state?.trouble && <TroubleBar trouble={state.trouble} />}
      {state?.agent.request && <ProgramStrip key={state.agent.request.id} request={state.agent.request} />}
      <div className="places">
        {state !== null && <Navigation state={state} />}
        <Screens state={state} />
      </div>
      {state !== null && <ActionLayer />}
      {state !== null && <DropTarget />}
      {state !== null && <Pasting state={state} />}
      {state?.proposal && <ProposalDialog key={state.proposal.id} proposal={state.proposal} />}
      {state !== null && <ProgramQuestion agent={state.agent} />}
      {state !== null && <ProxyQuestion proxy={state.proxy} />}
      <Toast />
      <StatusRegion />
    </div>
  );
}

/** The screen of the current place; the settings lie over it, so that nothing typed or selected there is lost. */
function Screens({ state }: { readonly state: DeskState | null }) {
  const { settingsOpen } = useServices();
  const isCovered = useSyncExternalStore(settingsOpen.subscribe, settingsOpen.get);
  return (
    <div className="screens">
      <main className="screen" data-pane inert={isCovered && state !== null}>
        {state === null ? <Starting /> : <GuardedScreen state={state} />}
      </main>
      {isCovered && state !== null && (
        <ErrorBoundary>
          <SettingsScreen state={state} />
        </ErrorBoundary>
      )}
    </div>
  );
}

/** Stays open while the credentials are tried, to show whether they are wrong. */
function ProxyQuestion({ proxy }: Pick<DeskState, 'proxy'>) {
  if (proxy?.phase !== 'asking' && proxy?.phase !== 'trying') return null;
  return <ProxyDialog key={proxy.address} proxy={proxy} />;
}

/** A token can only be pasted for a connection, and not during a sign-in. */
function Pasting({ state }: { readonly state: DeskState }) {
  const { pasting } = useServices();
  const token = useSyncExternalStore(pasting.subscribe, pasting.get);
  const close = useCallback(() => pasting.set(null), [pasting]);
  if (token === null || state.connection === null || !isSettled(state)) return null;
  return <PastedToken key={state.connection.id} first={token} onClose={close} />;
}

/** An error in one screen leaves the rest of the window usable: another place may still work. */
function GuardedScreen({ state }: { readonly state: DeskState }) {
  const { place } = useServices();
  const current = useSyncExternalStore(place.subscribe, place.get);
  return (
    <ErrorBoundary key={`${current} ${state.session.phase}`}>
      <Screen state={state} current={current} />
    </ErrorBoundary>
  );
}

function Screen({ state, current }: { readonly state: DeskState; readonly current: Place }) {
  const { setup } = useServices();
  const start = useSyncExternalStore(setup.subscribe, setup.get);
  const { connection } = state;
  const { account, phase } = state.session;
  const part = shownSetup(start, state);
  if (start !== null && part === 'form')
    return <SetupScreen key={start.editing?.id ?? 'new'} start={start} />;
  if (start?.units && connection !== null && part === 'units')
    return <UnitsLookScreen key={account?.id} start={start.units} connection={connection} />;
  if (connection !== null && current === 'doctor' && isSettled(state))
    return <DoctorScreen key={connection.id} connection={connection} />;
  if (phase !== 'signed-in' || account === null) return <SessionScreen state={state} />;
  if (connection !== null && current === 'identity')
    return <IdentityScreen key={account.id} account={account} connection={connection} />;
  if (current === 'incidents') return <IncidentsScreen key={account.id} />;
  if (current === 'console') return <ConsoleScreen key={account.id} />;
  return <SessionScreen state={state} />;
}

function SessionScreen({ state }: { readonly state: DeskState }) {
  switch (state.session.phase) {
    case 'restoring':
      return <Loading />;
    case 'signed-out':
      return <Welcome state={state} />;
    case 'starting':
    case 'waiting':
    case 'completing':
      return <Waiting session={state.session} />;
    case 'signed-in':
      return <UnitsScreen state={state} />;
  }
}

function Header({ state }: { readonly state: DeskState }) {
  const { t } = useServices();
  const { account } = state.session;
  const oneTabStop = useOneTabStop<HTMLElement>();
  return (
    <header className="app-bar" data-pane {...oneTabStop}>
      <div className="app-brand">
        <ProductMark />
        <span className="app-name">{t('app.name')}</span>
        <ConnectionMenu state={state} />
      </div>
      <ClipboardChip copied={state.clipboard} />
      {account !== null && (
        <AccountArea account={account} session={state.session} persistence={state.persistence} />
      )}
      <ActionIcon id="palette" />
      <UpdateButton updates={state.updates} persistence={state.persistence} />
      <SettingsButton />
    </header>
  );
}

function SimulatedBanner() {
  const { t } = useServices();
  return (
    <aside className="simulated" aria-label={t('app.simulated')}>
      <strong>{t('app.simulated')}</strong> <span>{t('app.simulatedMeaning')}</span>
    </aside>
  );
}

/** Until main sends its first state: a loading screen, or the failure. */
function Starting() {
  const { t, desk } = useServices();
  const failure = useSyncExternalStore(desk.failure.subscribe, desk.failure.get);
  if (failure === null) return <Loading />;
  return (
    <div className="page narrow">
      <FailureMessage
        failure={failure}
        actions={<Button onClick={() => desk.load()}>{t('action.tryAgain')}</Button>}
      />
    </div>
  );
}

/** Fades in after a short delay, so that a quick start does not flash. */
function Loading() {
  const { t } = useServices();
  return (
    <div className="column loading">
      <ProductMark size={40} />
      <p>{t('app.loading')}</p>
    </div>
  );
}

import type { DeskState } from '../../contract/desk.ts';
import type { SessionState } from '../../contract/session.ts';
import type { Shared } from '../connections/connection-shares.ts';
import { AppError } from '../errors.ts';
import type { Saving } from '../export/saving.ts';
import { type ConnectionChoice, createWorkplace, type Workplace } from '../workplace.ts';
import type { DeskPorts } from './desk-ports.ts';

/** The session state while there is no connection. */
export const nobody: SessionState = {
  phase: 'signed-out',
  account: null,
  accounts: [],
  attempt: null,
  problem: null,
  browserSignOut: false,
  profileEdit: 'none',
};

/** Who shows the workplaces. */
interface Viewer {
  language: () => DeskState['locale'];
  saving: Pick<Saving, 'save'>;
  current: () => Workplace | undefined;
  /** Called when something that the current workplace shows has changed. */
  onChange: () => void;
}

/** Opens workplaces. Only the current one sends events to the page; one that was left stays silent. */
export function createWorkplaceOpener(
  ports: Pick<DeskPorts, 'run' | 'ways' | 'desktop' | 'send' | 'firstPaint'>,
  viewer: Viewer,
) {
  const { run, ways, desktop, send, firstPaint } = ports;
  return (choice: ConnectionChoice, shared: Shared): Workplace => {
    const isCurrent = () => viewer.current() === next;
    const next: Workplace = createWorkplace(choice, {
      run,
      ways,
      shared,
      outlets: { clipboard: desktop.clipboard, saving: viewer.saving },
      audience: {
        notify: desktop.notify,
        language: viewer.language,
        painted: firstPaint.promise,
        onChange: () => isCurrent() && viewer.onChange(),
        onPage: (page) => isCurrent() && send('unitsPage', page),
        onUpdates: (updates) => isCurrent() && send('unitUpdates', { updates }),
      },
    });
    return next;
  };
}

/** Throws `configuration` if there is no connection. */
export function connected(here: Workplace | undefined): Workplace {
  if (here) return here;
  throw new AppError('configuration', 'There is no connection yet.', {
    hint: 'Open a connection file first.',
  });
}

/** The part of the window's state that comes from the workplace, with defaults if there is none. */
export function workplaceState(here: Workplace | undefined) {
  return {
    subscriptionKey: here?.subscriptionKey.current() === undefined ? 'missing' : 'set',
    session: here?.session.state() ?? nobody,
    persistence: here?.store.persistence() ?? { kind: 'encrypted' },
    live: here?.live.state() ?? { phase: 'off', since: 0, problem: null, cover: null },
    ledger: here?.ledger() ?? { phase: 'off', since: null, setAside: 0 },
    watched: [...(here?.watch.watched() ?? [])],
    resources: here?.resources ?? [],
  } satisfies Partial<DeskState>;
}

/** Nothing must interrupt a sign-in. */
export function isSigningIn(here: Workplace | undefined): boolean {
  const phase = here?.session.state().phase;
  return phase === 'starting' || phase === 'waiting' || phase === 'completing';
}

/** The way to the network is open again: wakes what retries by itself, and repeats a sign-in that a proxy had stopped. */
export function goOn(here: Workplace | undefined): void {
  if (!here) return;
  here.wake();
  const { account, phase, problem } = here.session.state();
  if (account === null && phase === 'signed-out' && problem?.code === 'proxy-sign-in')
    // The result is in the session's state.
    here.session.signIn().catch(() => undefined);
}

import type { DeskState } from '../../../electron/contract/desk.ts';
import type { SessionState } from '../../../electron/contract/session.ts';

const signedOut: SessionState = {
  phase: 'signed-out',
  account: null,
  accounts: [],
  attempt: null,
  problem: null,
  browserSignOut: false,
  profileEdit: 'none',
};

/** A desk that nobody is signed in to; a test names only what it is about. */
export function deskState(part: Partial<DeskState> = {}): DeskState {
  return {
    version: '0.0.0',
    locale: 'en',
    settings: {
      language: 'system',
      theme: 'system',
      overview: 'auto',
      closeToTray: true,
      startWithSystem: false,
      clipboardSeconds: 60,
      copyShortcut: '',
      zoom: 100,
      quietHours: null,
      agent: false,
    },
    connection: {
      id: 'test',
      color: 'blue',
      name: 'Test',
      simulated: false,
      identityHost: 'id.example',
      apiHost: 'api.example',
      origin: null,
    },
    connectionProblem: null,
    subscriptionKey: 'set',
    session: signedOut,
    persistence: { kind: 'encrypted' },
    connections: [],
    live: { phase: 'off', since: 0, problem: null, cover: null },
    ledger: { phase: 'off', since: null, setAside: 0 },
    view: null,
    savedViews: [],
    watched: [],
    resources: [],
    clipboard: null,
    desktop: {
      tray: false,
      display: 'x11',
      bus: true,
      notifications: 'there',
      loginItem: false,
      shortcut: 'off',
      shortcutUncertain: false,
    },
    proxy: null,
    proposal: null,
    trouble: null,
    managed: [],
    managedConnections: [],
    simulator: true,
    updates: { phase: 'off', version: null, progress: null, checkedAt: null, problem: null },
    wall: {
      isOn: false,
      startsIn: false,
      viewSeconds: 20,
      night: { isOn: false, from: '22:00', to: '06:00' },
    },
    askedUnit: null,
    agent: { phase: 'off', socket: null, problem: null, request: null, quietUntil: null, programs: [] },
    ...part,
  };
}

/** The session of someone who is signed in; the others are signed in too, and could be switched to. */
export function signedIn(id: string, ...others: string[]): SessionState {
  const account = { id, name: id, email: null, pasted: false, employee: null, expiresAt: null };
  const accounts = [id, ...others].map((each) => ({ id: each, name: each, email: null, pasted: false }));
  return { ...signedOut, phase: 'signed-in', account, accounts };
}

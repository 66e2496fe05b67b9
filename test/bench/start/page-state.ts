import type { DeskState } from '../../../electron/contract.ts';

/** What main tells a window in which nobody has signed in yet: the first screen of everybody. */
export const signedOut: DeskState = {
  version: '0.0.0',
  locale: 'en',
  settings: { language: 'en', theme: 'light' },
  connection: {
    id: 'bench',
    name: 'Bench',
    color: 'blue',
    simulated: false,
    identityHost: 'login.example.com',
    apiHost: 'api.example.com',
    origin: null,
  },
  connections: [],
  connectionProblem: null,
  subscriptionKey: 'set',
  session: {
    phase: 'signed-out',
    account: null,
    accounts: [],
    attempt: null,
    problem: null,
    browserSignOut: false,
  },
  persistence: { kind: 'encrypted' },
  live: { phase: 'off', since: 0, problem: null },
  view: null,
  savedViews: [],
  watched: [],
};

import type { DeskState, SessionState } from '../../../electron/contract.ts';

/** A desk that nobody is signed in to; a test names only what it is about. */
export function deskState(part: Partial<DeskState> = {}): DeskState {
  return {
    version: '0.0.0',
    locale: 'en',
    settings: { language: 'system', theme: 'system' },
    connection: {
      name: 'Test',
      simulated: false,
      identityHost: 'id.example',
      apiHost: 'api.example',
      origin: null,
    },
    connectionProblem: null,
    subscriptionKey: 'set',
    session: { phase: 'signed-out', account: null, attempt: null, problem: null },
    persistence: { kind: 'encrypted' },
    ...part,
  };
}

/** The session of someone who is signed in. */
export function signedIn(id: string): SessionState {
  const account = { id, name: id, email: null, employee: null, expiresAt: null };
  return { phase: 'signed-in', account, attempt: null, problem: null };
}

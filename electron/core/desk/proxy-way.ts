import type { HandlersOf } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { Log } from '../ports.ts';
import { createProxySignIn } from '../proxy/proxy-sign-in.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import type { Workplace } from '../workplace.ts';
import type { WayPorts } from './desk-ports.ts';

export interface ProxyWayParts {
  ways: WayPorts;
  secrets: () => SealedStore;
  log: Log;
  /** Called after every change of `state()`. */
  onChange: () => void;
  current: () => Workplace | undefined;
}

/** The desk's network access through a proxy that requires a user name and a password. */
export interface ProxyWay {
  /** The given ways, but through the proxy. */
  ways: WayPorts;
  calls: HandlersOf<'proxy'>;
  state(): Pick<DeskState, 'proxy'>;
  /** The user wants something that needs the network: a proxy that was declined asks again. */
  reconsider(): void;
}

export function createProxyWay({ ways, secrets, log, onChange, current }: ProxyWayParts): ProxyWay {
  const { http, network, proxyDoor: door } = ways;
  const proxy =
    door && createProxySignIn({ http, door, store: secrets, log, onChange, onOpened: () => goOn(current()) });
  return {
    ways: proxy
      ? { ...ways, http: proxy.http, network: { ...network, isSignedInToProxy: proxy.isSignedIn } }
      : ways,
    calls: {
      answerProxy: async (credentials) => proxy?.answer(credentials),
      declineProxy: () => proxy?.decline(),
      askProxyAgain: () => proxy?.askAgain(),
      forgetProxies: async () => proxy?.forget(),
    },
    state: () => ({ proxy: proxy?.state() ?? null }),
    reconsider: () => proxy?.reconsider(),
  };
}

/** Wakes what retries by itself, and repeats a sign-in of the user that the proxy had stopped. */
function goOn(here: Workplace | undefined): void {
  if (!here) return;
  here.session.wake();
  here.live.wake();
  const { account, phase, problem } = here.session.state();
  if (account === null && phase === 'signed-out' && problem?.code === 'proxy-sign-in')
    // The result is in the session's state.
    here.session.signIn().catch(() => undefined);
}

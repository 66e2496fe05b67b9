import type { HandlersOf } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { DoctorNetwork } from '../doctor/doctor.ts';
import type { Http, Log } from '../ports.ts';
import type { ProxyDoor } from '../proxy/proxy-door.ts';
import { createProxySignIn } from '../proxy/proxy-sign-in.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import type { Workplace } from '../workplace.ts';

/** What leads outside, and the store of secrets, of which there is only one. */
interface Ways {
  http: Http;
  network: DoctorNetwork;
  store: (onChange: () => void) => SealedStore;
}

export interface ProxyWayParts extends Ways {
  /** Absent where requests that a proxy refuses just fail. */
  proxyDoor?: ProxyDoor;
  log: Log;
}

/** The desk's way to the network through a proxy that wants a user name and a password. */
export interface ProxyWay {
  ways: Ways;
  calls: HandlersOf<'proxy'>;
  state(): DeskState['proxy'];
  /** A person wants something that needs the network: a proxy that was declined asks again. */
  reconsider(): void;
}

export function createProxyWay(
  parts: ProxyWayParts,
  { onChange, current }: { onChange: () => void; current: () => Workplace | undefined },
): ProxyWay {
  let secrets: SealedStore | undefined;
  const store = () => {
    secrets ??= parts.store(onChange);
    return secrets;
  };
  const { http, network, proxyDoor: door, log } = parts;
  const proxy =
    door && createProxySignIn({ http, door, store, log, onChange, onOpened: () => goOn(current()) });
  return {
    ways: {
      http: proxy?.http ?? http,
      network: proxy ? { ...network, isSignedInToProxy: proxy.isSignedIn } : network,
      store,
    },
    calls: {
      answerProxy: async (credentials) => proxy?.answer(credentials),
      declineProxy: () => proxy?.decline(),
      askProxyAgain: () => proxy?.askAgain(),
      forgetProxies: async () => proxy?.forget(),
    },
    state: () => proxy?.state() ?? null,
    reconsider: () => proxy?.reconsider(),
  };
}

/** Everything by itself, but for a sign-in, which was a person's wish and still is. */
function goOn(here: Workplace | undefined): void {
  if (!here) return;
  here.session.wake();
  here.live.wake();
  const { account, phase, problem } = here.session.state();
  if (account === null && phase === 'signed-out' && problem?.code === 'proxy-sign-in')
    // How it ends is in the session's state.
    here.session.signIn().catch(() => undefined);
}

import type { HandlersOf } from '../../contract/calls.ts';
import type { ProxyState } from '../../contract/proxy.ts';
import { abortable } from '../abortable.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import { AppError } from '../errors.ts';
import { networkFault } from '../http/faults.ts';
import type { Http, HttpResponse } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { createKeptCredentials } from './kept-credentials.ts';
import {
  isSameChallenge,
  mayBeRefusedByProxy,
  type ProxyChallenge,
  proxySignInNeeded,
} from './proxy-door.ts';

interface Surroundings {
  /** The secret store of the operating system's user; created when first needed. */
  store: () => SealedStore;
  /** Called after every change of `state()`. */
  onChange: () => void;
  /** The user's credentials were accepted: what failed without them can be retried. */
  onOpened: () => void;
}

interface Question {
  challenge: ProxyChallenge;
  /** URL of the request that was refused. */
  url: string;
  phase: 'asking' | 'trying' | 'declined';
  rejected: boolean;
}

/**
 * Gets requests through a proxy that requires credentials: stored ones, else those that the user enters. `answerProxy`
 * throws `bad-request` if no proxy asks, or a network error; `forgetProxies` also clears the network stack.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share what is known of each proxy
export function createProxySignIn(
  { ways, run: { log } }: Pick<DeskPorts, 'ways' | 'run'>,
  { store, onChange, onOpened }: Surroundings,
) {
  const { proxyDoor: door } = ways;
  const kept = createKeptCredentials(store);
  /** One after the other: the first of many requests opens the way for all. */
  const inTurn = createQueue();
  /** The proxies that have accepted credentials in this run, the latest at the end. */
  const opened = new Set<string>();
  let question: Question | undefined;

  function ask(next: Question | undefined): void {
    question = next;
    onChange();
  }

  function hasOpened({ address }: ProxyChallenge): void {
    opened.delete(address);
    opened.add(address);
    log.info('a proxy has taken a user name and a password', { proxy: address });
    ask(undefined);
  }

  /** Authenticates with stored credentials. Throws `proxy-sign-in`, after asking, or what `knock` rejects with. */
  async function pass(url: string): Promise<void> {
    const challenge = await door.knock(url);
    // An earlier request in the queue may have done so already.
    if (!challenge) return;
    const credentials = await kept.read(challenge);
    const left = credentials ? await door.knock(url, { challenge, credentials }) : challenge;
    if (!left) return hasOpened(challenge);
    const rejected = credentials !== undefined && isSameChallenge(left, challenge);
    if (rejected) await kept.remove(challenge);
    log.info('a proxy asks for a user name and a password', { proxy: left.address, rejected });
    // One question at a time: the user may be typing.
    const isDeclined = question?.phase === 'declined' && isSameChallenge(question.challenge, left);
    if (!question || (question.phase === 'declined' && !isDeclined))
      ask({ challenge: left, url, phase: 'asking', rejected });
    throw proxySignInNeeded(left);
  }

  /** Another network may not have this proxy: then the question is withdrawn. */
  function noteSuccess(url: string): void {
    if (question && question.phase !== 'trying' && originOf(question.url) === originOf(url)) ask(undefined);
  }

  async function attempt(url: string, init: RequestInit): Promise<HttpResponse> {
    const response = await ways.http(url, init);
    if (response.status !== 407) noteSuccess(url);
    return response;
  }

  /** False if the request fails for a reason other than the proxy's challenge; throws `proxy-sign-in`. */
  async function passes(url: string): Promise<boolean> {
    try {
      await pass(url);
      return true;
    } catch (error) {
      if (error instanceof AppError) throw error;
      log.info('a proxy could not be asked what it wants', networkFault(error, new URL(url).host).details);
      return false;
    }
  }

  const http: Http = async (url, init) => {
    const outcome = await attempt(url, init).then(
      (response) => ({ response }),
      (error: unknown) => ({ error }),
    );
    if (mayBeRefusedByProxy(outcome)) {
      if ('response' in outcome) await outcome.response.body?.cancel();
      const isOpen = await abortable(
        inTurn(() => passes(url)),
        init.signal ?? new AbortController().signal,
      );
      // The request never reached the service, so nothing is done twice.
      if (isOpen) return attempt(url, init);
    }
    if ('error' in outcome) throw outcome.error;
    return outcome.response;
  };

  async function isSignedInToProxy(url: string, address: string): Promise<boolean> {
    await inTurn(() => passes(url));
    return opened.has(address);
  }

  function state(): ProxyState | null {
    if (question) {
      const { challenge, phase, rejected } = question;
      return { address: challenge.address, phase, rejected };
    }
    const address = [...opened].at(-1);
    return address === undefined ? null : { address, phase: 'signed-in', rejected: false };
  }

  const calls: HandlersOf<'proxy'> = {
    async answerProxy(credentials) {
      const asked = question;
      if (!asked || asked.phase === 'trying')
        throw new AppError('bad-request', 'No proxy asks for a password.');
      const { challenge, url } = asked;
      ask({ ...asked, phase: 'trying' });
      const left = await inTurn(() => door.knock(url, { challenge, credentials })).catch((error: unknown) => {
        ask({ ...asked, phase: 'asking' });
        throw networkFault(error, challenge.address);
      });
      const rejected = left !== undefined && isSameChallenge(left, challenge);
      if (left) return ask({ challenge: left, url, phase: 'asking', rejected });
      hasOpened(challenge);
      onOpened();
      await kept.keep(challenge, credentials);
    },
    declineProxy() {
      if (question) ask({ ...question, phase: 'declined', rejected: false });
    },
    askProxyAgain() {
      if (question?.phase === 'declined') ask({ ...question, phase: 'asking' });
    },
    async forgetProxies() {
      opened.clear();
      ask(undefined);
      await kept.removeAll();
      await door.forget();
    },
  };
  return {
    calls,
    /**
     * The given ways, which repeat requests that a proxy refused, once it has accepted credentials. No request waits
     * for the user: while the user is asked, it throws `proxy-sign-in`.
     */
    ways: { ...ways, http, network: { ...ways.network, isSignedInToProxy } },
    state: () => ({ proxy: state() }),
    /** The user wants something that needs the network: if the proxy blocks it, it asks again despite the decline. */
    reconsider(): void {
      if (question?.phase === 'declined') ask(undefined);
    },
  };
}

function originOf(url: string): string {
  return new URL(url).origin;
}

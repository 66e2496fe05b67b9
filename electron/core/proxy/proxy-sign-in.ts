import type { ProxyState } from '../../contract/proxy.ts';
import { abortable } from '../abortable.ts';
import { AppError } from '../errors.ts';
import { networkFault } from '../http/faults.ts';
import type { Http, Log } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { createKeptCredentials } from './kept-credentials.ts';
import {
  isSameChallenge,
  mayBeRefusedByProxy,
  type ProxyChallenge,
  type ProxyCredentials,
  type ProxyDoor,
  proxySignInNeeded,
} from './proxy-door.ts';

export interface ProxySignInParts {
  http: Http;
  door: ProxyDoor;
  /** Secrets of this computer's person; made when first needed. */
  store: () => SealedStore;
  log: Log;
  /** Called after every change of `state()`. */
  onChange: () => void;
  /** A person's answer has opened the way: what has failed for want of it can be done now. */
  onOpened: () => void;
}

/** Gets requests past a proxy that wants a user name and a password: those that are kept, else those of a person. */
export interface ProxySignIn {
  /**
   * Requests that a proxy refuses are made again once it has been satisfied. No request waits for a person: while they are
   * asked it throws `proxy-sign-in`.
   */
  http: Http;
  state(): ProxyState | null;
  /** Tries what a person has typed, and keeps what is right. Throws `bad-request` when nobody asks, or a network fault. */
  answer(credentials: ProxyCredentials): Promise<void>;
  /** The person does not want to be asked. */
  decline(): void;
  /** Asks once more what was declined. */
  askAgain(): void;
  /** The person wants something that needs the way: when it is closed they are asked, although they have declined. */
  reconsider(): void;
  /** Forgets what is kept of every proxy, on disk and in the network stack. */
  forget(): Promise<void>;
  /** Whether the way to `url` needs a user name and a password that are at hand. Throws `proxy-sign-in` if they are not. */
  isSignedIn(url: string, address: string): Promise<boolean>;
}

interface Question {
  challenge: ProxyChallenge;
  /** Of the request that was refused. */
  url: string;
  phase: 'asking' | 'trying' | 'declined';
  rejected: boolean;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share what is known of each proxy
export function createProxySignIn(parts: ProxySignInParts): ProxySignIn {
  const { http, door, log, onChange } = parts;
  const kept = createKeptCredentials(parts.store);
  /** One after the other: the first of many opens the way for all. */
  const inTurn = createQueue();
  /** The proxies that have taken a user name and a password in this run, the last one at the end. */
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

  /** Opens the way to `url` with what is kept. Throws `proxy-sign-in`, after asking, or what `knock` rejects with. */
  async function pass(url: string): Promise<void> {
    const challenge = await door.knock(url);
    // Somebody before us in the queue may have opened it.
    if (!challenge) return;
    const credentials = await kept.read(challenge);
    const left = credentials ? await door.knock(url, { challenge, credentials }) : challenge;
    if (!left) return hasOpened(challenge);
    const rejected = credentials !== undefined && isSameChallenge(left, challenge);
    if (rejected) await kept.drop(challenge);
    log.info('a proxy asks for a user name and a password', { proxy: left.address, rejected });
    // One question at a time: somebody may be typing.
    const isDeclined = question?.phase === 'declined' && isSameChallenge(question.challenge, left);
    if (!question || (question.phase === 'declined' && !isDeclined))
      ask({ challenge: left, url, phase: 'asking', rejected });
    throw proxySignInNeeded(left);
  }

  /** Another network may have no such proxy: nobody need answer for it then. */
  function noteSuccess(url: string): void {
    if (question && question.phase !== 'trying' && originOf(question.url) === originOf(url)) ask(undefined);
  }

  async function attempt(url: string, init: RequestInit): Promise<Response> {
    const response = await http(url, init);
    if (response.status !== 407) noteSuccess(url);
    return response;
  }

  return {
    async http(url, init) {
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
        // It never reached the service, so that nothing is done twice.
        if (isOpen) return attempt(url, init);
      }
      if ('error' in outcome) throw outcome.error;
      return outcome.response;
    },

    state() {
      if (question) {
        const { challenge, phase, rejected } = question;
        return { address: challenge.address, phase, rejected };
      }
      const address = [...opened].at(-1);
      return address === undefined ? null : { address, phase: 'signed-in', rejected: false };
    },

    async answer(credentials) {
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
      parts.onOpened();
      await kept.keep(challenge, credentials);
    },

    decline() {
      if (question) ask({ ...question, phase: 'declined', rejected: false });
    },

    askAgain() {
      if (question?.phase === 'declined') ask({ ...question, phase: 'asking' });
    },
    reconsider() {
      if (question?.phase === 'declined') ask(undefined);
    },

    async forget() {
      opened.clear();
      ask(undefined);
      await kept.dropAll();
      await door.forget();
    },

    async isSignedIn(url, address) {
      await inTurn(() => passes(url));
      return opened.has(address);
    },
  };

  /** False when there is no way for a reason that is not the proxy's question; throws `proxy-sign-in`. */
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
}

function originOf(url: string): string {
  return new URL(url).origin;
}

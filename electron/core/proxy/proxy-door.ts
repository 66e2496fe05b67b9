import { AppError } from '../errors.ts';
import type { HttpResponse } from '../ports.ts';

/** Who asks for credentials: a proxy as `host:port`, and its realm (RFC 9110 §11.5), a text that the proxy chooses. */
export interface ProxyChallenge {
  address: string;
  realm: string;
}

export interface ProxyCredentials {
  user: string;
  password: string;
}

/** Authentication at the proxy, as the network stack offers it. */
export interface ProxyDoor {
  /**
   * Sends a request to the origin of `url` and gives the credentials in `key` to their proxy, and to nobody else.
   * Resolves to the challenge that is left, or to undefined if the proxy lets the request pass: then it lets all other
   * requests pass too. Rejects if the request fails for another reason.
   */
  knock(
    url: string,
    key?: { challenge: ProxyChallenge; credentials: ProxyCredentials },
  ): Promise<ProxyChallenge | undefined>;
  /** Forgets all proxy credentials and closes the connections that use them. */
  forget(): Promise<void>;
}

export function isSameChallenge(one: ProxyChallenge, other: ProxyChallenge): boolean {
  return one.address === other.address && one.realm === other.realm;
}

export function proxySignInNeeded({ address }: ProxyChallenge): AppError {
  return new AppError('proxy-sign-in', `The proxy ${address} asks for a user name and a password.`, {
    details: { proxy: address },
  });
}

/**
 * Whether a proxy may have asked for credentials. For http it responds with 407. For https it refuses before there is a
 * connection, and Chromium has one error name for every refusal then.
 */
export function mayBeRefusedByProxy(
  outcome: { response: Pick<HttpResponse, 'status'> } | { error: unknown },
): boolean {
  if ('response' in outcome) return outcome.response.status === 407;
  const { error } = outcome;
  return error instanceof Error && /\bnet::ERR_(TUNNEL_CONNECTION_FAILED|PROXY_AUTH_)/.test(error.message);
}

import { AppError } from '../errors.ts';

/** Who asks for a user name and a password: a proxy as `host:port`, and its realm (RFC 9110 §11.5), a text of its own. */
export interface ProxyChallenge {
  address: string;
  realm: string;
}

export interface ProxyCredentials {
  user: string;
  password: string;
}

/** The way through the proxy, as the network stack has it. */
export interface ProxyDoor {
  /**
   * Asks the origin of `url` for nothing in particular, and gives `key` to the proxy that it is for, and to nobody else.
   * Resolves to what the proxy still asks for, or to undefined when it lets the request pass: from then on it lets every
   * other request pass, too. Rejects when there is no way for another reason.
   */
  knock(
    url: string,
    key?: { challenge: ProxyChallenge; credentials: ProxyCredentials },
  ): Promise<ProxyChallenge | undefined>;
  /** Whatever was given to a proxy is not used any more, and connections that rest on it end. */
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
 * Whether a proxy may have asked for a password: it says so by 407 to a request over http. To one over https it says so before
 * there is a connection, and Chromium has one name for every refusal then.
 */
export function mayBeRefusedByProxy(outcome: { response: Response } | { error: unknown }): boolean {
  if ('response' in outcome) return outcome.response.status === 407;
  const { error } = outcome;
  return error instanceof Error && /\bnet::ERR_(TUNNEL_CONNECTION_FAILED|PROXY_AUTH_)/.test(error.message);
}

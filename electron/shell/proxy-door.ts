import { type AuthInfo, net, type Session } from 'electron';
import { isSameChallenge, type ProxyChallenge, type ProxyDoor } from '../core/proxy/proxy-door.ts';
import { withProxy } from './network.ts';

/** Timeout of a knock, ms. */
const patience = 15_000;

/**
 * `fetch` and WebSockets cannot answer a proxy's challenge; one `net.request` of the same session can, and the session
 * caches the credentials for the others. Any scheme that Chromium supports will do: Basic, Digest, NTLM.
 */
export function createProxyDoor(maxSession: () => Session): ProxyDoor {
  return {
    async knock(url, key) {
      const session = await withProxy(maxSession());
      return new Promise((resolve, reject) => {
        const { origin } = new URL(url);
        const request = net.request({
          method: 'HEAD',
          url: `${origin}/`,
          session,
          credentials: 'omit',
          redirect: 'manual',
        });
        let isGiven = false;
        let left: ProxyChallenge | undefined;
        const settle = (tell: () => void) => {
          clearTimeout(timer);
          tell();
          request.abort();
        };
        const timer = setTimeout(
          () => settle(() => reject(new DOMException('The proxy did not answer in time.', 'TimeoutError'))),
          patience,
        );
        request.on('login', (asker, answer) => {
          // A service's own challenge is never answered.
          if (!asker.isProxy) return answer();
          const challenge = challengeOf(asker);
          // A second challenge means that the credentials were wrong.
          if (!key || isGiven || !isSameChallenge(challenge, key.challenge)) {
            left = challenge;
            return answer();
          }
          isGiven = true;
          answer(key.credentials.user, key.credentials.password);
        });
        request.on('response', () => settle(() => resolve(left)));
        // From the service, so it was reached.
        request.on('redirect', () => settle(() => resolve(left)));
        request.on('error', (error) => settle(() => (left ? resolve(left) : reject(error))));
        request.end();
      });
    },
    async forget() {
      await maxSession().clearAuthCache();
      await maxSession().closeAllConnections();
    },
  };
}

/** In the format of `resolveProxy`: IPv6 addresses in brackets. */
function challengeOf({ host, port, realm }: AuthInfo): ProxyChallenge {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return { address: `${name}:${port}`, realm };
}

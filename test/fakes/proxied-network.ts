import type { Http } from '../../electron/core/ports.ts';
import type { ProxyChallenge, ProxyDoor } from '../../electron/core/proxy/proxy-door.ts';

/** A network behind a proxy, like in Chromium: credentials that the proxy has accepted apply to all requests. */
export interface ProxiedNetwork {
  /** What the proxy asks for; undefined without a proxy. */
  challenge: ProxyChallenge | undefined;
  password: string;
  knocks: number;
  given: { to: string; password: string }[];
  hasTaken: boolean;
  /** Over http a proxy responds itself; over https the connection fails. */
  refuses: () => Response;
  http: Http;
  door: ProxyDoor;
}

/** Chromium's error for every refusal before a connection exists. */
export function tunnelFailed(): never {
  throw new Error('net::ERR_TUNNEL_CONNECTION_FAILED');
}

/** @param http reaches the services after the proxy has accepted `password` */
export function proxiedNetwork(password: string, http: Http): ProxiedNetwork {
  const network: ProxiedNetwork = {
    challenge: { address: 'proxy.example:3128', realm: 'Office' },
    password,
    knocks: 0,
    given: [],
    hasTaken: false,
    refuses: tunnelFailed,
    async http(url, init) {
      return network.challenge && !network.hasTaken ? network.refuses() : http(url, init);
    },
    door: {
      async knock(_url, key) {
        network.knocks += 1;
        const { challenge } = network;
        if (!challenge || network.hasTaken) return undefined;
        if (key?.challenge.address === challenge.address && key.challenge.realm === challenge.realm) {
          network.given.push({ to: challenge.address, password: key.credentials.password });
          network.hasTaken = key.credentials.password === network.password;
        }
        return network.hasTaken ? undefined : challenge;
      },
      async forget() {
        network.hasTaken = false;
      },
    },
  };
  return network;
}

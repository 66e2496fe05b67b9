import type { KeyObject } from 'node:crypto';
import type { Faults } from './faults.ts';
import type { TwinEvent } from './traffic.ts';

/** The connection file, in the format that the window and the command line read. It contains no secret. */
export interface ConnectionFile {
  readonly name: string;
  readonly identity: {
    readonly protocol: 'b2c';
    readonly authority: string;
    readonly signInPolicy: string;
    readonly clientId: string;
    readonly scopes: readonly string[];
    readonly redirectPorts: readonly number[];
    readonly technicalAccount: { readonly policy: string; readonly clientId: string };
  };
  readonly api: {
    readonly baseUrl: string;
    readonly unitsPath: string;
    readonly hubUrl: string;
    readonly subscriptionKeyHeader: string;
  };
}

/** A person who can sign in; `employee` becomes the claim `extension_TKEmployee`. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly employee: boolean;
}

/** A received request, without query, headers and body. `status` is 0 until it is answered; `at` is ms since 1970. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly at: number;
}

/** A private key and its certificate chain (without the root certificate), in PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

export interface SimulatorOptions {
  /** 0, the default, selects a free port. */
  readonly port?: number;
  readonly units?: number;
  /** The same seed gives the same units; only `lastEventAt` also depends on the day of `now`. */
  readonly seed?: number;
  /** 0 gives tokens that have already expired on arrival, so that every request needs a refresh. */
  readonly accessTokenSeconds?: number;
  readonly refreshTokenSeconds?: number;
  /** Units per page of the list if the request has no `$top`. */
  readonly pageSize?: number;
  readonly faults?: Partial<Faults>;
  /** The clock of every token, code, session and `Date` header, ms since 1970. */
  readonly now?: () => number;
  /** Serves https with this key and certificate; without it, http. */
  readonly tls?: KeyPair;
  /** A private RSA key to sign the tokens. By default one is created at the start and never leaves the process. */
  readonly signingKey?: KeyObject;
  /** Events that the hub sends per second; by default 0.1 per subscribed unit. */
  readonly eventsPerSecond?: number;
  /** Ping interval of the hub, ms. */
  readonly hubKeepAliveMs?: number;
}

/** Controls of the hub for tests. */
export interface HubControls {
  /** The number of open connections. */
  readonly connections: number;
  /** All units with a subscription. */
  readonly subscribed: ReadonlySet<string>;
  /** Totals since the start. */
  readonly counts: {
    readonly negotiations: number;
    readonly connections: number;
    readonly subscribeCalls: number;
    readonly unsubscribeCalls: number;
    readonly events: number;
    readonly pings: number;
  };
  /** Closes every connection without a close message. */
  drop(): void;
  /** Closes every connection as if its token had expired, and rejects these tokens from now on. */
  expireTokens(): void;
  /** Sends this event and changes the unit in the list. Returns the number of receivers. */
  send(event: TwinEvent): number;
  /** Sends any text message to every client. */
  sendText(text: string): void;
  /** Sends bytes below the WebSocket protocol to every client. */
  sendRaw(bytes: Uint8Array): void;
}

export interface Simulator {
  /** `http://localhost:PORT` or `https://…`, without a trailing slash. */
  readonly url: string;
  readonly connection: ConnectionFile;
  readonly subscriptionKey: string;
  readonly people: readonly Person[];
  /** For the password grant only; the password changes with every start. */
  readonly technicalAccount: { readonly username: string; readonly password: string };
  /** The latest 1,000 requests, oldest first. */
  readonly requests: readonly RequestRecord[];
  readonly hub: HubControls;
  /** Changes these faults and keeps all other ones. */
  setFaults(changes: Partial<Faults>): void;
  clearFaults(): void;
  /** Revokes the refresh tokens of an e-mail address, but no access tokens, as in B2C. Returns their number. */
  revoke(email: string): number;
  revokeAll(): number;
  /** Ends single sign-on: the next sign-in asks again in every browser. */
  forgetSessions(): void;
  close(): Promise<void>;
}

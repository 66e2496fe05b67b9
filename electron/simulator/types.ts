import type { KeyObject } from 'node:crypto';
import type { Faults } from './faults.ts';
import type { TwinEvent } from './traffic.ts';

/** The file that describes a connection, as the window and the command line read it. It holds no secret. */
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

/** Somebody who can sign in; `employee` becomes the claim `extension_TKEmployee`. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly employee: boolean;
}

/** One request that arrived. `status` is 0 while, or if for ever, unanswered; `at` is ms since 1970. Never a query, header or body. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly at: number;
}

/** A private key and its certificate, with those between it and the authority, in PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

export interface SimulatorOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly units?: number;
  /** The same seed gives the same units; only `lastEventAt` also follows the day of `now`. */
  readonly seed?: number;
  /** 0 gives tokens that have ended when they arrive: everybody has to refresh every time. */
  readonly accessTokenSeconds?: number;
  readonly refreshTokenSeconds?: number;
  /** Units on a page of the list when the request does not say `$top`. */
  readonly pageSize?: number;
  readonly faults?: Partial<Faults>;
  /** Milliseconds since 1970: the clock of every token, code, session and `Date` header. */
  readonly now?: () => number;
  /** Serves https with this key and certificate, both in PEM; plain http without. */
  readonly tls?: KeyPair;
  /** Signs the tokens: a private RSA key. One that is made for this start and never leaves it, unless given. */
  readonly signingKey?: KeyObject;
  /** How many events the hub sends a second; 0.1 for each subscribed unit if this is not given. */
  readonly eventsPerSecond?: number;
  /** How often the hub pings, ms. */
  readonly hubKeepAliveMs?: number;
}

/** The hub as a test holds it. */
export interface HubControls {
  /** How many are connected now. */
  readonly connections: number;
  /** The units that somebody is subscribed to. */
  readonly subscribed: ReadonlySet<string>;
  /** Since the start. */
  readonly counts: {
    readonly negotiations: number;
    readonly connections: number;
    readonly subscribeCalls: number;
    readonly unsubscribeCalls: number;
    readonly events: number;
    readonly pings: number;
  };
  /** Cuts every line, without a word. */
  drop(): void;
  /** Ends every connection as if its token had expired, and refuses those tokens from now on. */
  expireTokens(): void;
  /** Sends this event and changes the unit in the list too. Returns to how many clients it was sent. */
  send(event: TwinEvent): number;
  /** A text message of whatever kind to everybody. */
  sendText(text: string): void;
  /** Bytes below the WebSocket protocol to everybody. */
  sendRaw(bytes: Uint8Array): void;
}

export interface Simulator {
  /** `http://localhost:PORT`, or `https://…`, without a slash at the end. */
  readonly url: string;
  readonly connection: ConnectionFile;
  readonly subscriptionKey: string;
  readonly people: readonly Person[];
  /** For the password grant only; the password is new with every start. */
  readonly technicalAccount: { readonly username: string; readonly password: string };
  /** The latest 1,000 requests, oldest first. */
  readonly requests: readonly RequestRecord[];
  readonly hub: HubControls;
  /** Changes the named faults and leaves the others as they are. */
  setFaults(changes: Partial<Faults>): void;
  clearFaults(): void;
  /** Ends the refresh tokens of one e-mail address; access tokens live on, as with B2C. Returns how many grants ended. */
  revoke(email: string): number;
  revokeAll(): number;
  /** Ends single sign-on: every browser is asked again. */
  forgetSessions(): void;
  close(): Promise<void>;
}

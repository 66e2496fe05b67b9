import type { ApiClient } from '../core/api/client.ts';
import { createWaits, type WaitAsAsked } from '../core/api/retry-after.ts';
import type { Tokens } from '../core/auth/shared-tokens.ts';
import type { Context } from './context.ts';
import type { ChosenConnection } from './known-connections.ts';

/** The API of a connection, for one account. */
export interface OpenedApi {
  chosen: ChosenConnection;
  token: Tokens;
  /** Of whom the token belongs to; null if it names nobody. */
  userId: () => Promise<string | null>;
  subscriptionKey: () => Promise<string | undefined>;
  api: ApiClient;
  /** Lists are read by it: it waits where the API asks for it. */
  lists: Pick<ApiClient, 'open'>;
  wait: WaitAsAsked;
}

/** Waits where the API asks for it (R49), and says so. */
export function waitsOf({ tell }: Context): WaitAsAsked {
  return createWaits((seconds) => tell(`The API asks to wait ${seconds} s. Waiting.`));
}

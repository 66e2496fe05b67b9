import { createApiClient } from '../core/api/client.ts';
import { createWaits, type WaitAsAsked, waitingAsAsked } from '../core/api/retry-after.ts';
import type { Tokens } from '../core/auth/shared-tokens.ts';
import { openTokens } from './access.ts';
import { chooseConnection } from './connection.ts';
import type { Context } from './context.ts';
import type { ChosenConnection } from './known-connections.ts';
import type { IdentityOptions } from './options.ts';
import { subscriptionKeyOf } from './subscription-key.ts';

export type OpenedApi = ReturnType<typeof apiOf>;

/**
 * Opens the API of the connection that was named; the subscription key is that of `subscriptionKeyOf`. Lists are read by
 * `lists`, which waits where the API asks for it; `wait` does so for other reads (R49).
 * Throws as `chooseConnection` and `openTokens` do.
 */
export async function openApi(context: Context, options: IdentityOptions) {
  const chosen = await chooseConnection(context);
  return apiOf(context, chosen, await openTokens(context, chosen, options));
}

/** The same for a connection that was chosen, with these tokens. */
export function apiOf(context: Context, chosen: ChosenConnection, token: Tokens) {
  const { connection } = chosen;
  let key: Promise<string | undefined> | undefined;
  const subscriptionKey = () => {
    key ??= subscriptionKeyOf(context, chosen);
    return key;
  };
  const api = createApiClient({ ...context, connection, token, subscriptionKey });
  const wait = waitsOf(context);
  return { chosen, token, subscriptionKey, api, wait, lists: waitingAsAsked(api, wait) };
}

/** Waits where the API asks for it (R49), and says so. */
export function waitsOf({ tell }: Context): WaitAsAsked {
  return createWaits((seconds) => tell(`The API asks to wait ${seconds} s. Waiting.`));
}

import { createApiClient } from '../core/api/client.ts';
import { openTokens } from './access.ts';
import { chooseConnection } from './connection.ts';
import type { Context } from './context.ts';
import type { IdentityOptions } from './options.ts';

export type OpenedApi = Awaited<ReturnType<typeof openApi>>;

/**
 * Opens the API of the connection that was named; the subscription key comes from the environment.
 * Throws as `chooseConnection` and `openTokens` do.
 */
export async function openApi(context: Context, options: IdentityOptions) {
  const chosen = await chooseConnection(context);
  const { connection } = chosen;
  const token = await openTokens(context, chosen, options);
  const subscriptionKey = async () => context.env['MAX_DESK_SUBSCRIPTION_KEY'];
  return { chosen, token, api: createApiClient({ ...context, connection, token, subscriptionKey }) };
}

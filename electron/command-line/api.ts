import { createApiClient } from '../core/api/client.ts';
import { waitingAsAsked } from '../core/api/retry-after.ts';
import { userIdIn } from '../core/auth/claims.ts';
import { openTokens } from './access.ts';
import { openAgent } from './agent/agent-tokens.ts';
import { chooseConnection } from './connection.ts';
import type { Context } from './context.ts';
import { type OpenedApi, waitsOf } from './opened-api.ts';
import type { IdentityOptions } from './options.ts';
import { subscriptionKeyOf } from './subscription-key.ts';

/**
 * Opens the API by the agent of the window if this command line is paired and nothing is named, else that of the connection; the subscription key is that of `subscriptionKeyOf`. Lists are read by
 * `lists`, which waits where the API asks for it; `wait` does so for other reads (R49).
 * Throws as `chooseConnection` and `openTokens` do.
 */
export async function openApi(context: Context, options: IdentityOptions): Promise<OpenedApi> {
  const agent = await openAgent(context, options);
  if (agent) {
    const { openAgentApi } = await import('./agent/agent-api.ts');
    return openAgentApi(context, agent);
  }
  const chosen = await chooseConnection(context);
  const { connection } = chosen;
  const token = await openTokens(context, chosen, options);
  let key: Promise<string | undefined> | undefined;
  const subscriptionKey = () => {
    key ??= subscriptionKeyOf(context, chosen);
    return key;
  };
  const api = createApiClient({ ...context, connection, token, subscriptionKey });
  const wait = waitsOf(context);
  const userId = async () => userIdIn((await token()).accessToken);
  return { chosen, token, userId, subscriptionKey, api, wait, lists: waitingAsAsked(api, wait) };
}

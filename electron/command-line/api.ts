import { type ApiClient, createApiClient } from '../core/api/client.ts';
import type { Context } from './context.ts';
import type { Access } from './issued-token.ts';
import type { ChosenConnection } from './known-connections.ts';

/** The API client of a connection, with the tokens of `access`; the subscription key comes from the environment. */
export function openApi(context: Context, { connection }: ChosenConnection, access: Access): ApiClient {
  return createApiClient({
    connection,
    http: context.http,
    explain: context.explain,
    token: access.token,
    subscriptionKey: async () => context.env['MAX_DESK_SUBSCRIPTION_KEY'],
  });
}

import { createApiClient } from '../../core/api/client.ts';
import { waitingAsAsked } from '../../core/api/retry-after.ts';
import type { Connection } from '../../core/connection/connection-file.ts';
import type { Http } from '../../core/ports.ts';
import type { Context } from '../context.ts';
import { parseChosen } from '../known-connections.ts';
import { type OpenedApi, waitsOf } from '../opened-api.ts';
import type { Agent } from './agent-tokens.ts';

/** Stands where a token and a key would: the agent adds its own. */
const placeholder = 'agent';

/**
 * The API by the agent: with the token if that is granted, else by calls that the agent makes. Throws as the agent does, and
 * `managed` if the organisation does not allow the connection here.
 */
export async function openAgentApi(context: Context, agent: Agent): Promise<OpenedApi> {
  const { right, connection: granted, account } = await agent.status();
  const chosen = parseChosen(granted.file, 'MAX Desk');
  const { connection } = chosen;
  (await context.managed()).assertAllowed(chosen);
  const wait = waitsOf(context);
  const { tokens: token, subscriptionKey } = agent;
  const api =
    right === 'token'
      ? createApiClient({ ...context, connection, token, subscriptionKey })
      : createApiClient({
          ...context,
          connection,
          http: callsBy(agent, connection),
          token: async () => ({ accessToken: placeholder, expiresAt: Number.POSITIVE_INFINITY, scopes: [] }),
          subscriptionKey: async () => placeholder,
        });
  const userId = async () => account.userId;
  return { chosen, token, userId, subscriptionKey, api, wait, lists: waitingAsAsked(api, wait) };
}

/** Requests that the agent makes: the token does not leave the window. */
function callsBy(agent: Agent, { api }: Connection): Http {
  const own = ['authorization', api.subscriptionKeyHeader.toLowerCase()];
  return async (url, { method = 'GET', headers, body, signal }) => {
    const sent = [...new Headers(headers)].filter(([name]) => !own.includes(name));
    const text = typeof body === 'string' ? body : null;
    const reply = await agent.call({ method, path: url, headers: sent, body: text }, signal ?? undefined);
    return {
      status: reply.status,
      headers: new Headers(reply.headers),
      body: ReadableStream.from(reply.body),
    };
  };
}

import type { Simulator } from '../../electron/simulator/index.ts';

/** Both headers of the simulated gateway, with a token of the technical account. */
export async function gatewayHeaders({
  connection,
  technicalAccount,
  subscriptionKey,
}: Pick<Simulator, 'connection' | 'technicalAccount' | 'subscriptionKey'>): Promise<Record<string, string>> {
  const { authority, technicalAccount: daemon, scopes } = connection.identity;
  const answer = await fetch(`${authority}/${daemon.policy}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: daemon.clientId,
      grant_type: 'password',
      scope: scopes.join(' '),
      ...technicalAccount,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return { authorization: `Bearer ${token}`, 'Ocp-Apim-Subscription-Key': subscriptionKey };
}

/** The refresh token grant as openid-client does it. */
import { discovery, None, refreshTokenGrant } from 'openid-client';

/**
 * Each call of what it returns spends the refresh token that the last one brought.
 * @param issuer address below which the OpenID configuration is found
 */
export async function createRefresh(
  issuer: string,
  clientId: string,
  scope: string,
  refreshToken: string,
): Promise<() => Promise<object>> {
  const configuration = await discovery(
    new URL(`${issuer}/.well-known/openid-configuration`),
    clientId,
    undefined,
    None(),
  );
  let current = refreshToken;
  return async () => {
    const answer = await refreshTokenGrant(configuration, current, { scope });
    current = answer.refresh_token ?? current;
    return answer;
  };
}

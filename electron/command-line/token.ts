import type { Connection } from '../core/connection/connection-file.ts';
import { curlCommand } from '../core/console/curl.ts';
import type { IssuedToken } from './issued-token.ts';

export const tokenFormats = ['raw', 'header', 'json', 'curl'] as const;
type TokenFormat = (typeof tokenFormats)[number];

/** An access token in the requested format, with a line break. */
export function formatToken(grant: IssuedToken, format: TokenFormat, connection: Connection): string {
  switch (format) {
    case 'raw':
      return `${grant.accessToken}\n`;
    case 'header':
      return `Authorization: Bearer ${grant.accessToken}\n`;
    case 'json':
      return `${JSON.stringify(asJson(grant))}\n`;
    case 'curl':
      return `${asCurl(grant.accessToken, connection)}\n`;
  }
}

function asJson({ accessToken, expiresAt, scopes, account, source }: IssuedToken) {
  return { accessToken, expiresOn: new Date(expiresAt).toISOString(), scopes, account, source };
}

/** The subscription key is a secret too: the shell inserts it from the environment. */
function asCurl(accessToken: string, { api }: Connection): string {
  return curlCommand({
    url: `${api.baseUrl || 'https://API-ADDRESS'}${api.unitsPath}`,
    headers: [
      ['Authorization', `Bearer ${accessToken}`],
      [api.subscriptionKeyHeader, { variable: 'MAX_DESK_SUBSCRIPTION_KEY' }],
    ],
  });
}

import type { Connection } from '../core/connection/connection-file.ts';
import type { IssuedToken } from './access.ts';

export const tokenFormats = ['raw', 'header', 'json', 'curl'] as const;
type TokenFormat = (typeof tokenFormats)[number];

/** An access token in the form that was asked for, with a line end. */
export function formatToken(grant: IssuedToken, format: TokenFormat, connection: Connection): string {
  const header = `Authorization: Bearer ${grant.accessToken}`;
  switch (format) {
    case 'raw':
      return `${grant.accessToken}\n`;
    case 'header':
      return `${header}\n`;
    case 'json':
      return `${JSON.stringify(asJson(grant))}\n`;
    case 'curl':
      return `${asCurl(header, connection)}\n`;
  }
}

function asJson({ accessToken, expiresAt, scopes, account, source }: IssuedToken) {
  return { accessToken, expiresOn: new Date(expiresAt).toISOString(), scopes, account, source };
}

/** The subscription key is a secret of its own: the shell puts it in from the environment. */
function asCurl(header: string, { api }: Connection): string {
  const url = `${api.baseUrl || 'https://API-ADDRESS'}${api.unitsPath}`;
  const key = `${quote(`${api.subscriptionKeyHeader}: `)}"$MAX_DESK_SUBSCRIPTION_KEY"`;
  return `curl ${quote(url)} --header ${quote(header)} --header ${key}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

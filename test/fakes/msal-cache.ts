import { type ICachePlugin, PublicClientApplication } from '@azure/msal-node';

const host = 'login.example.com';
const metadata = {
  issuer: `https://${host}/v2.0/`,
  authorization_endpoint: `https://${host}/authorize`,
  token_endpoint: `https://${host}/token`,
  jwks_uri: `https://${host}/keys`,
};
const idToken = `e30.${Buffer.from('{"sub":"l"}').toString('base64url')}.c2ln`;

/** MSAL's cache on disk with these accounts signed in; the ids have the provider's letter case. */
export function cacheOf(...homeAccountIds: string[]): string {
  const section = (kind: string, fields: object) =>
    Object.fromEntries(
      homeAccountIds.map((id) => [
        `${id.toLowerCase()}-${host}-${kind}`,
        { home_account_id: id, environment: host, ...fields },
      ]),
    );
  return JSON.stringify({
    Account: section('tenant', {
      realm: 'tenant',
      local_account_id: 'l',
      username: '',
      authority_type: 'MSSTS',
    }),
    IdToken: section('idtoken', {
      credential_type: 'IdToken',
      client_id: 'c',
      realm: 'tenant',
      secret: idToken,
    }),
    AccessToken: section('accesstoken', { credential_type: 'AccessToken', client_id: 'c', secret: 's' }),
    RefreshToken: section('refreshtoken', { credential_type: 'RefreshToken', client_id: 'c', secret: 's' }),
    AppMetadata: { [`appmetadata-${host}-c`]: { client_id: 'c', environment: host } },
  });
}

/** An unmodified MSAL application for the accounts of `cacheOf`; needs no network. */
export function applicationWith(cachePlugin: ICachePlugin): PublicClientApplication {
  return new PublicClientApplication({
    auth: {
      clientId: 'c',
      authority: `https://${host}/`,
      knownAuthorities: [host],
      authorityMetadata: JSON.stringify(metadata),
    },
    cache: { cachePlugin },
  });
}

/** A file that all "processes" of a test share; `refuse` makes writing fail. */
export interface SharedFile {
  text: string;
  refuse: Error | undefined;
}

/** Waits for this many turns of the event loop, like an operation on a disk or a network. */
export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** The cache plugin of MSAL's documentation: reads everything before and writes everything after each access. */
export function documentedPlugin(file: SharedFile): ICachePlugin {
  let access = 0;
  // Disk accesses take different times.
  const disk = () => turns(1 + (access++ % 4));
  return {
    async beforeCacheAccess(context) {
      await disk();
      context.tokenCache.deserialize(file.text);
    },
    async afterCacheAccess(context) {
      const text = context.cacheHasChanged ? context.tokenCache.serialize() : undefined;
      // Without changes, this is the time to release a lock.
      await disk();
      if (text === undefined) return;
      if (file.refuse) throw file.refuse;
      file.text = text;
    },
  };
}

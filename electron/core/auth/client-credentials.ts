import type { Connection } from '../connection/connection-file.ts';
import type { OpenIdConfiguration } from '../connection/open-id-configuration.ts';
import { AppError } from '../errors.ts';
import type { Clock, Http } from '../ports.ts';
import { createQueue } from '../queue.ts';
import { type ClientCertificate, clientAssertion } from './client-assertion.ts';
import { createSharedTokens, type KeptToken, type Tokens } from './shared-tokens.ts';
import { expiryOf } from './technical-account.ts';
import { postToProvider, type TokenAnswer } from './token-endpoint.ts';

/** What the client proves itself by. */
export type ClientProof =
  | { kind: 'secret'; secret: string }
  | { kind: 'certificate'; certificate: ClientCertificate };

export interface ClientCredentialsParts {
  connection: Connection;
  /** Asked for once, when a token is needed. */
  proof: () => Promise<ClientProof>;
  http: Http;
  clock: Clock;
  signal: AbortSignal;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * The tokens of a service client (client credentials, RFC 6749 §4.4): for daemons at a provider that knows no password
 * grant, as those after B2C. They stay in memory, and there is no refresh token: the next one is asked for in the same
 * way. Throws `configuration`, `sign-in-refused`, and errors of provider and network.
 */
export function createServiceTokens(parts: ClientCredentialsParts): Tokens {
  let kept: KeptToken | undefined;
  let metadata: Promise<OpenIdConfiguration> | undefined;
  return createSharedTokens(
    {
      read: async () => kept,
      prepare: parts.proof,
      async renew() {
        metadata ??= metadataOf(parts);
        const issuedAt = parts.clock.now();
        const grant = await requestServiceToken(parts, await metadata);
        kept = { ...grant, issuedAt };
        return { ...grant, source: 'client-credentials' };
      },
      async ended(failure) {
        throw failure;
      },
    },
    { clock: parts.clock, lock: createQueue(), assertKept: () => undefined },
  );
}

/** Loaded lazily: the check of a discovered configuration takes longer to load than everything else here. */
async function metadataOf({ connection, http }: ClientCredentialsParts): Promise<OpenIdConfiguration> {
  const given = connection.identity.authorityMetadata;
  if (given) return given;
  const { discover } = await import('./msal/metadata.ts');
  return discover(connection, http);
}

async function requestServiceToken(parts: ClientCredentialsParts, metadata: OpenIdConfiguration) {
  const { connection, clock } = parts;
  const { clientId, scopes } = serviceClientOf(connection);
  const { headers, form } = authentication(clientId, await parts.proof(), metadata, clock);
  const asked = { grant_type: 'client_credentials', scope: scopes.join(' '), ...form };
  const answer = await postToProvider(parts, metadata.token_endpoint, asked, headers);
  if (answer.status !== 200) throw refusal(answer);
  const accessToken = answer.text('access_token');
  if (accessToken === undefined) throw refusal(answer);
  return {
    accessToken,
    expiresAt: expiryOf(answer.json, accessToken, clock),
    scopes: answer.text('scope')?.split(' ') ?? scopes,
    accountId: clientId,
    person: { id: clientId, name: clientId, email: null, employee: null },
  };
}

/** Throws `configuration` if the connection names no service client. */
export function serviceClientOf({ name, identity }: Connection): { clientId: string; scopes: string[] } {
  if (identity.protocol === 'oidc' && identity.serviceClient) return identity.serviceClient;
  throw new AppError('configuration', `The connection "${name}" names no service client.`, {
    hint: 'Add "identity.serviceClient" (clientId and scopes) to a connection with the protocol "oidc".',
    details: { key: 'identity.serviceClient', text: 'is missing' },
  });
}

/** RFC 6749 §2.3.1: Basic, which every provider must take, unless it says that it takes the form only; RFC 7523 §2.2. */
function authentication(
  clientId: string,
  proof: ClientProof,
  metadata: OpenIdConfiguration,
  clock: Clock,
): { headers: Record<string, string>; form: Record<string, string> } {
  if (proof.kind === 'certificate') {
    const assertion = clientAssertion(clientId, proof.certificate, metadata, clock);
    const form = { client_id: clientId, client_assertion_type: assertionType, client_assertion: assertion };
    return { headers: {}, form };
  }
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  if (!methods.includes('client_secret_basic') && methods.includes('client_secret_post'))
    return { headers: {}, form: { client_id: clientId, client_secret: proof.secret } };
  const encoded = [clientId, proof.secret].map((each) =>
    new URLSearchParams({ '': each }).toString().slice(1),
  );
  const basic = Buffer.from(encoded.join(':')).toString('base64');
  return { headers: { authorization: `Basic ${basic}` }, form: {} };
}

function refusal({ host, reference, status, text }: TokenAnswer): AppError {
  const error = text('error');
  const details = { host, reference, status: String(status) };
  if (error === 'invalid_client' || error === 'access_denied')
    return new AppError('sign-in-refused', `${host} refused the service client (${reference}).`, {
      hint: 'Check "identity.serviceClient.clientId", and its secret or certificate: they may have expired.',
      details,
    });
  if (status === 200)
    return new AppError('sign-in-refused', `${host} sent no access token.`, {
      hint: 'Check "identity.serviceClient.scopes" in the connection.',
      details: { ...details, reference: 'access_token' },
    });
  return new AppError('configuration', `${host} refused the request of the service client (${reference}).`, {
    hint: 'Check "identity.serviceClient" in the connection, and whether the client may use client credentials.',
    details: { ...details, key: 'identity.serviceClient' },
  });
}

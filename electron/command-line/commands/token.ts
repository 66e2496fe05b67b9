import type { IssuedToken } from '../../core/auth/shared-tokens.ts';
import type { Connection } from '../../core/connection/connection-file.ts';
import { curlCommand, curlConfig, curlHeaders } from '../../core/console/curl.ts';
import { AppError } from '../../core/errors.ts';
import { printableJson } from '../../core/printable.ts';
import { openTokens } from '../access.ts';
import { type Agent, openAgent } from '../agent/agent-tokens.ts';
import { defineCommand } from '../command.ts';
import { chooseConnection } from '../connection.ts';
import type { Context } from '../context.ts';
import { type ChosenConnection, keepConnection, parseChosen } from '../known-connections.ts';
import { choice, identityOptions } from '../options.ts';

const formats = ['raw', 'header', 'json', 'curl', 'curl-config', 'curl-headers'] as const;
/** The formats that hold the subscription key, too. */
const withKey: readonly string[] = ['curl-config', 'curl-headers'];

export const token = defineCommand({
  name: 'token',
  summary: 'print an access token',
  options: {
    format: choice('how it is printed', formats),
    ...identityOptions,
    store: { type: 'switch', summary: 'keep the grant of the technical account, encrypted' },
    interactive: { type: 'switch', summary: 'sign in through the system browser if nobody is signed in' },
  },
  notes: [
    'curl prints a command, in which the token is to be seen. curl-config is for a pipe, so that neither token nor key is',
    'in a list of processes or in a history: max-desk token --format curl-config | curl --config -',
    'It asks for the units; curl-headers has the two headers alone, for any ADDRESS:',
    'max-desk token --format curl-headers | curl --config - ADDRESS',
  ],
  example: 'max-desk token --format header --account sam.sample@example.com',
  async run(context, { options }) {
    if (options.store && options['technical-account'] === undefined)
      throw new AppError('usage', '--store goes with --technical-account.');
    const agent = options.store ? undefined : await openAgent(context, options);
    if (agent) return printAgentToken(context, agent, options.format);
    const chosen = await chooseConnection(context);

    async function ask(): Promise<IssuedToken> {
      // Before the provider is asked, and before the connection is kept.
      if (options.store) await context.home().assertUsable();
      const found = await (await openTokens(context, chosen, options))();
      if (options.store) await keepConnection(context.home(), chosen);
      return found;
    }
    async function signInIfNeeded(error: unknown): Promise<IssuedToken> {
      const isNeeded = error instanceof AppError && error.code === 'sign-in-needed';
      if (!options.interactive || !isNeeded) throw error;
      const { signIn } = await import('../sign-in.ts');
      const grant = await signIn(context, chosen, { noBrowser: false, who: options.account });
      return { ...grant, source: 'interactive' };
    }
    const found = await ask().catch(signInIfNeeded);
    noteToken(context, found);
    const { format } = options;
    const key = withKey.includes(format) ? await keyOf(context, chosen) : undefined;
    const text = isForCurl(format)
      ? forCurl(found, format, chosen.connection.api, key)
      : plain(found, format);
    await context.output.write(`${text}\n`);
  },
});

type Format = (typeof formats)[number];
type CurlFormat = Extract<Format, `curl${string}`>;
const isForCurl = (format: Format): format is CurlFormat => format.startsWith('curl');

/** By the window. Only the formats of curl ask for more than the token. */
async function printAgentToken(context: Context, agent: Agent, format: Format): Promise<void> {
  // Before the token: a grant for once ends with it.
  const status = isForCurl(format) ? await agent.status() : undefined;
  const found = await agent.tokens();
  noteToken(context, found);
  await context.output.write(`${await agentText(agent, found, { format, file: status?.connection.file })}\n`);
}

async function agentText(
  agent: Agent,
  found: IssuedToken,
  { format, file = '' }: { format: Format; file: string | undefined },
): Promise<string> {
  if (!isForCurl(format)) return plain(found, format);
  const { api } = parseChosen(file, 'MAX Desk').connection;
  return forCurl(found, format, api, await agent.subscriptionKey());
}

function noteToken({ log }: Context, found: IssuedToken): void {
  const until = Number.isFinite(found.expiresAt) ? new Date(found.expiresAt).toISOString() : 'unknown';
  log.info('There is a token', { source: found.source, until });
  assertSendable(found);
}

/** Loaded for the formats that need it. */
async function keyOf(context: Context, chosen: ChosenConnection): Promise<string | undefined> {
  const { subscriptionKeyOf } = await import('../subscription-key.ts');
  return subscriptionKeyOf(context, chosen);
}

/** RFC 6750 §2.1. Anything else would be a second header, or do something to a terminal (R45). */
function assertSendable({ accessToken }: IssuedToken): void {
  if (/^[\x21-\x7e]+$/.test(accessToken)) return;
  throw new AppError(
    'provider-unavailable',
    'The sign-in service sent a token with characters that none has.',
  );
}

function plain(found: IssuedToken, format: Exclude<Format, CurlFormat>): string {
  const { accessToken, expiresAt, scopes, source, accountId, person } = found;
  if (format === 'raw') return accessToken;
  if (format === 'header') return `Authorization: Bearer ${accessToken}`;
  const account = { id: accountId, name: person.name, email: person.email };
  const expiresOn = new Date(expiresAt).toISOString();
  return printableJson(JSON.stringify({ accessToken, expiresOn, scopes, account, source }));
}

function forCurl(
  { accessToken: token }: IssuedToken,
  format: CurlFormat,
  api: Connection['api'],
  key: string | undefined,
): string {
  const url = `${api.baseUrl || 'https://API-ADDRESS'}${api.unitsPath}`;
  const keyHeader = api.subscriptionKeyHeader;
  // The key is a secret too: the shell inserts it from the environment.
  if (format === 'curl')
    return curlCommand({ url, token, keyHeader, keyVariable: 'MAX_DESK_SUBSCRIPTION_KEY' });
  return format === 'curl-config'
    ? curlConfig({ url, token, keyHeader, key })
    : curlHeaders({ token, keyHeader, key });
}

import { isAllowedUrl } from '../../connection/allowed-urls.ts';
import type { Connection } from '../../connection/connection-file.ts';
import { AppError, toAppError } from '../../errors.ts';
import { isRecord } from '../../json.ts';
import type { Clock, Http } from '../../ports.ts';
import { discover } from '../msal/metadata.ts';
import type { Grant } from '../msal/msal-grant.ts';
import { postToProvider, type TokenAnswer } from '../token-endpoint.ts';
import { type FinishParts, finishSignIn } from './finish-sign-in.ts';

/** What a person needs: where the code is entered, and for how long it is valid. */
export interface DeviceCode {
  address: string;
  code: string;
  minutes: number;
}

export interface DeviceCodeParts extends FinishParts {
  connection: Connection;
  http: Http;
  clock: Clock;
  show: (code: DeviceCode) => void;
  /** Rejects with the signal's reason. */
  wait: (ms: number) => Promise<void>;
}

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
/** RFC 8628 §3.2 and §3.5: between two questions, and what `slow_down` adds. Seconds. */
const usualInterval = 5;
/** A code without a usable lifetime is asked for as long as a sign-in in the browser may take. Seconds. */
const [shortestLife, longestLife] = [1, 3_600];

/**
 * Signs a person in who enters a code in a browser anywhere (RFC 8628), for `oidc` providers that offer it. The tokens
 * are on disk then. Throws `configuration` where it is not offered, `sign-in-timed-out`, `sign-in-not-completed`,
 * `sign-in-refused`, `cancelled`, and errors of the network.
 */
export async function signInByDeviceCode(parts: DeviceCodeParts): Promise<Grant> {
  const { connection, http, clients } = parts;
  const metadata = connection.identity.authorityMetadata ?? (await discover(connection, http));
  const { device_authorization_endpoint: endpoint, token_endpoint: tokenEndpoint } = metadata;
  if (connection.identity.protocol !== 'oidc' || endpoint === undefined) throw notOffered(connection);
  const client = await clients.online();
  const body = await askUntilEntered(parts, endpoint, tokenEndpoint);
  const grant = await client.adopt(body);
  return finishSignIn(parts, grant);
}

async function askUntilEntered(
  parts: DeviceCodeParts,
  endpoint: string,
  tokenEndpoint: string,
): Promise<Record<string, unknown>> {
  const { connection, clock, wait, show } = parts;
  const { clientId, scopes } = connection.identity;
  const scope = [...scopes, 'openid', 'offline_access', 'profile'].join(' ');
  // OpenID Connect Core §11: a refresh token requires consent.
  const asked = await postToProvider(parts, endpoint, { client_id: clientId, scope, prompt: 'consent' });
  const { deviceCode, life, ...shown } = codeIn(asked);
  let { interval } = shown;
  const until = clock.steady() + life * 1_000;
  show({ address: shown.address, code: shown.code, minutes: Math.max(1, Math.floor(life / 60)) });
  const form = { client_id: clientId, grant_type: grantType, device_code: deviceCode };
  while (clock.steady() + interval * 1_000 < until) {
    await wait(interval * 1_000);
    const answer = await postToProvider(parts, tokenEndpoint, form).catch(ifPassing);
    if (answer?.status === 200) return answer.json;
    const error = answer?.text('error');
    // §3.5: after a lost connection the client asks less often.
    if (answer === undefined) interval *= 2;
    else if (error === 'slow_down') interval += usualInterval;
    else if (error !== 'authorization_pending') throw refusal(answer);
  }
  throw expired();
}

/** A provider or network that has trouble for a moment does not end the wait. */
function ifPassing(error: unknown): undefined {
  const { code } = toAppError(error);
  if (code !== 'offline' && code !== 'provider-unavailable') throw error;
}

/** §3.2. What is shown comes from outside: only letters, digits and signs of a code, and an address of the web. */
function codeIn(answer: TokenAnswer) {
  const { status, host, text, json } = answer;
  if (status !== 200) throw refusal(answer);
  const [deviceCode, code, address] = [text('device_code'), text('user_code'), text('verification_uri')];
  const isWhole = deviceCode !== undefined && code !== undefined && address !== undefined;
  if (!isWhole || !/^[\x21-\x7e]{1,64}$/.test(code) || !isAllowedUrl(address))
    throw new AppError('sign-in-refused', `${host} sent no usable device code.`, {
      hint: 'Use "max-desk login --no-browser" instead.',
      details: { host, reference: 'device_code' },
    });
  const seconds = (name: string, otherwise: number) => {
    const value = isRecord(json) ? Number(json[name]) : Number.NaN;
    return value >= shortestLife ? Math.min(value, longestLife) : otherwise;
  };
  return {
    deviceCode,
    code,
    address: new URL(address).href,
    life: seconds('expires_in', 300),
    interval: seconds('interval', usualInterval),
  };
}

function refusal({ host, reference, text }: TokenAnswer): AppError {
  const details = { host, reference };
  const error = text('error');
  if (error === 'access_denied')
    return new AppError('sign-in-not-completed', `The sign-in was not completed (${reference}).`, {
      hint: 'Run "max-desk login --device-code" again, and allow it in the browser.',
      details,
    });
  if (error === 'expired_token') return expired();
  if (error === 'unauthorized_client' || error === 'unsupported_grant_type' || error === 'invalid_client')
    return new AppError('configuration', `${host} gives this client no device codes (${reference}).`, {
      hint: 'Use "max-desk login --no-browser", or ask whoever runs the sign-in service to allow the grant.',
      details: { ...details, key: 'identity.clientId' },
    });
  return new AppError('sign-in-refused', `${host} refused the sign-in (${reference}).`, { details });
}

function expired(): AppError {
  return new AppError('sign-in-timed-out', 'The code was not entered in time.', {
    hint: 'Run "max-desk login --device-code" again for a new code.',
  });
}

function notOffered({ name }: Connection): AppError {
  return new AppError('configuration', `The sign-in service of "${name}" offers no device codes.`, {
    hint: 'Use "max-desk login --no-browser" instead.',
    details: { key: 'identity.authority', text: 'offers no device codes' },
  });
}

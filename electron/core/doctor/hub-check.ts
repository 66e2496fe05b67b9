import { checkedKey } from '../api/client.ts';
import { AppError } from '../errors.ts';
import { type Hub, type HubParts, openHub } from '../live/hub.ts';
import type { Examination, Finding } from './doctor.ts';

/** What a check needs to connect to the hub. */
export type HubCheckParts = Pick<
  Examination,
  'connection' | 'http' | 'token' | 'subscriptionKey' | 'signal' | 'sockets' | 'explain'
>;

const timing = { connectTimeout: 10_000, serverTimeout: 30_000 };

/** Connects to the hub of the connection by the code of the live updates (R50). Throws as `openHub` does. */
export async function connectToHub(parts: HubCheckParts, onEvent: HubParts['onEvent']): Promise<Hub> {
  const { hubUrl, subscriptionKeyHeader } = parts.connection.api;
  return openHub(
    {
      ...parts,
      ...timing,
      url: hubUrl.replace(/^ws/, 'http'),
      keyHeader: subscriptionKeyHeader,
      subscriptionKey: checkedKey(await parts.subscriptionKey()),
      onEvent,
    },
    parts.signal,
  );
}

/** Negotiates, follows the hub to another host as Azure SignalR Service asks, opens the socket and closes it again. */
export async function checkHub(parts: HubCheckParts): Promise<Finding> {
  const { hubUrl } = parts.connection.api;
  if (hubUrl === '') return { outcome: 'skipped', finding: 'not-configured', details: { key: 'api.hubUrl' } };
  const { host } = new URL(hubUrl);
  try {
    (await connectToHub(parts, () => undefined)).close();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'api-bad-answer') throw error;
    throw new AppError(error.code, error.message, {
      cause: error,
      hint: 'Check the address of the hub in the connection (api.hubUrl).',
      details: { ...error.details, key: 'api.hubUrl' },
    });
  }
  return { finding: 'hub-answers', details: { host } };
}

import path from 'node:path';
import { version } from '../../package.json';
import { abortable, isTimeout } from '../core/abortable.ts';
import { checkedKey } from '../core/api/client.ts';
import type { Tokens } from '../core/auth/shared-tokens.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { type GatewayClient, openClients } from '../core/gateway/clients.ts';
import { holdTokens } from '../core/gateway/held-tokens.ts';
import { parseListenAddress } from '../core/gateway/listen-address.ts';
import { openGateway } from '../core/gateway/open-gateway.ts';
import { openApi } from './api.ts';
import type { Context } from './context.ts';
import { openAudit } from './gateway-audit.ts';
import { createGatewayFeed } from './gateway-feed.ts';
import { homeFolder } from './home-folder.ts';
import { sendRequest } from './http/http-request.ts';
import { countedSockets, createRoutedSockets } from './http/sockets.ts';
import type { IdentityOptions } from './options.ts';
import { createServiceNotices } from './service-notices.ts';
import { leftInOrder } from './watch.ts';
import { transientFailures } from './watch-follower.ts';
import { openWebhooks } from './webhooks.ts';

export interface ServeOptions extends IdentityOptions {
  listen: string;
  client: readonly string[];
  allow: readonly string[];
  audit: string | undefined;
  watch: boolean;
  webhook: string | undefined;
}

/** For the last lines of the audit log, ms. */
const longestFlush = 2_000;

/** What there is where nothing is named. */
const usual = { clients: ['local'], rules: ['GET /units'] };

/**
 * Serves the API to the programs of this computer until it is interrupted. Returns after SIGTERM, by which services are
 * stopped, and at the time limit, when the calls under way have ended and the hub has been left in order. Throws `usage` and
 * `configuration` for what cannot be served, `storage` for secrets and logs, and failures of the sign-in that do not pass.
 */
export async function serve(context: Context, options: ServeOptions): Promise<void> {
  const stopping = new AbortController();
  const notices = createServiceNotices(context.env, context.tell);
  context.signals.take('SIGTERM', () => {
    notices.stopping();
    stopping.abort(new AppError('cancelled', 'Stopped.'));
  });
  const signal = AbortSignal.any([context.signal, stopping.signal]);
  try {
    const gateway = await begin({ ...context, signal }, options);
    notices.ready(`Serving on ${gateway.url}.`);
    await ended(signal);
    // At the time limit nobody waits.
    if (stopping.signal.aborted)
      await Promise.all([gateway.close(), leftInOrder(gateway.hubClosed, context.signal)]);
    await gateway.webhooks?.close();
    await written(gateway.flush());
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    notices.close();
  }
  if (context.signal.aborted && !isTimeout(context.signal.reason)) throw context.signal.reason;
}

/** A reader of the audit log that has stopped reading must not keep the service from stopping. */
async function written(flushed: Promise<void>): Promise<void> {
  await abortable(flushed, AbortSignal.timeout(longestFlush)).catch(() => undefined);
}

/** Starts everything, and says where it is. */
async function begin(context: Context, options: ServeOptions) {
  const { clock, signal, log, tell } = context;
  const address = parseListenAddress(options.listen);
  const opened = await openApi(context, options);
  const held = holdTokens(opened.token, clock);
  const api = { ...opened, token: held.token };
  const { connection } = api.chosen;
  const subscriptionKey = checkedKey(await abortable(api.subscriptionKey(), signal));
  await assertPromising(context, held.token);
  context.trustAll();
  const clients = await clientsOf(context, options.client.length > 0 ? options.client : usual.clients);
  const audit = openAudit(context, options.audit);
  const { sockets, closed } = countedSockets(createRoutedSockets(context.routes));
  const live = createGatewayFeed(context, api, sockets);
  const webhooks =
    options.webhook === undefined
      ? undefined
      : await openWebhooks(context, options.webhook, api.chosen, live);
  const gateway = openGateway({
    address,
    rules: options.allow.length > 0 ? options.allow : usual.rules,
    clients,
    connection,
    held,
    subscriptionKey,
    userAgent: `max-desk/${version}`,
    send: (url, request) => sendRequest(url, request, context.routes),
    live,
    audit,
    clock,
    log,
    ...(webhooks && { metrics: webhooks.metrics }),
  });
  const url = await gateway.listen();
  for (const { name, file } of clients) tell(`The secret of the client "${name}" is in ${file}`);
  // The last one: whoever waits for it has all.
  tell(`Serving "${connection.name}" on ${url}.`);
  if (options.watch) live.want();
  return { url, close: gateway.close, hubClosed: closed, webhooks, flush: audit.flush };
}

/** A sign-in that will not work later either is told now; one that may is waited for, and said. */
async function assertPromising({ signal, tell }: Context, token: Tokens): Promise<void> {
  try {
    await abortable(token(), signal);
  } catch (error) {
    signal.throwIfAborted();
    const failure = toAppError(error);
    if (!transientFailures.has(failure.code)) throw failure;
    tell(`There is no access token yet: ${failure.message} Trying again with the next call.`);
  }
}

/** Their secrets are beside the sign-ins, in a folder of their own. */
async function clientsOf(context: Context, names: readonly string[]): Promise<GatewayClient[]> {
  const folder = path.join(homeFolder(context.options.home, context.env), 'gateway');
  return context.home().change(async () => openClients(folder, names));
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

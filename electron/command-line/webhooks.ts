import { readFileSync } from 'node:fs';
import { AppError, systemCode } from '../core/errors.ts';
import type { FeedOnDemand } from '../core/gateway/open-gateway.ts';
import { openJournal } from '../core/gateway/webhooks/journal.ts';
import { assertLongSecret } from '../core/gateway/webhooks/signature.ts';
import { parseWebhooks, type WebhookSettings } from '../core/gateway/webhooks/webhook-file.ts';
import { webhookMetrics } from '../core/gateway/webhooks/webhook-metrics.ts';
import { startWebhooks } from '../core/gateway/webhooks/webhooks.ts';
import { createProcessLock } from '../core/storage/process-lock.ts';
import { orStorageFault } from '../core/storage/storage-fault.ts';
import { readSecretFile } from '../core/storage/trusted-path.ts';
import type { Context } from './context.ts';
import { readAll } from './input.ts';
import type { ChosenConnection } from './known-connections.ts';
import { secretText } from './secret-text.ts';
import { webhookJournal } from './webhook-journals.ts';

/** Nobody has a longer one, bytes. */
const longestSecret = 4_096;
/** For another process that is just ending, ms. */
const lockWait = 1_000;
const hint = 'Make one with: (umask 077; openssl rand -base64 32 > FILE), and give it to the receiver.';

/**
 * Tells changes of condition to the receivers in this list (docs/webhooks.md), and begins to follow the units. Throws
 * `configuration` for what is wrong in the file, `usage` for a secret that cannot be read, `managed` for a host that is not
 * allowed, and `storage`, also while another process does this for the same connection.
 */
export async function openWebhooks(
  context: Context,
  list: string,
  { id }: Pick<ChosenConnection, 'id'>,
  live: FeedOnDemand,
) {
  const { clock, tell } = context;
  const settings = parseWebhooks(textOf(list), list);
  const managed = await context.managed();
  for (const { url } of settings) managed.assertUrl(url);
  const webhooks = await withSecrets(settings, context);
  const file = webhookJournal(context.home().folder, id);
  const release = await exclusive(`${file}.lock`);
  try {
    const journal = openJournal(file, tell, clock);
    const started = startWebhooks({
      webhooks,
      feed: live.feed,
      journal,
      http: context.foreignHttp,
      clock,
      tell,
    });
    live.want();
    return {
      metrics: () => webhookMetrics(started.counts()),
      /** Resolves when nothing is on its way, after 2 s at most. */
      async close(): Promise<void> {
        await started.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const text = systemCode(cause);
    throw new AppError('configuration', `The file of webhooks ${file} cannot be read (${text}).`, {
      cause,
      hint: 'Check the path and whether you may read the file.',
      details: { file, key: '', text },
    });
  }
}

/** A descriptor can be read once only. */
async function withSecrets(settings: readonly WebhookSettings[], { signal }: Context) {
  const read = new Map<number, Promise<Uint8Array>>();
  const secretOf = async ({ name, secretFile, secretDescriptor = 0 }: WebhookSettings): Promise<string> => {
    const what = `The secret of the webhook "${name}"`;
    if (secretFile !== undefined)
      return secretText(
        orStorageFault(secretFile, () => readSecretFile(secretFile)),
        what,
        hint,
      );
    const bytes =
      read.get(secretDescriptor) ?? readAll(secretDescriptor, signal, { what, limit: longestSecret });
    read.set(secretDescriptor, bytes);
    return secretText(await bytes, what, hint);
  };
  const found: { settings: WebhookSettings; secret: string }[] = [];
  for (const each of settings) {
    const secret = await secretOf(each);
    assertLongSecret(secret, `The secret of the webhook "${each.name}"`);
    found.push({ settings: each, secret });
  }
  return found;
}

/** Two processes would send everything twice, and in no order. @returns gives it back */
async function exclusive(file: string): Promise<() => void> {
  const taken = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const held = createProcessLock(file, { wait: lockWait })(() => {
    taken.resolve();
    return over.promise;
  });
  await Promise.race([taken.promise, held]).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.details['text'] !== 'is in use') throw error;
    throw new AppError('storage', 'Another "max-desk serve" sends the webhooks of this connection already.', {
      cause: error,
      hint: 'End it first, or give this one a folder of its own with --home.',
      details: error.details,
    });
  });
  return over.resolve;
}

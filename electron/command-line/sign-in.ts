import { sameAccount } from '../core/auth/accounts.ts';
import type { Grant } from '../core/auth/msal/msal-client.ts';
import { signInInteractively } from '../core/auth/sign-in/interactive.ts';
import { promptFor } from '../core/auth/sign-in/prompt.ts';
import { openInSystemBrowser } from '../core/auth/sign-in/system-browser.ts';
import { browserHosts } from '../core/connection/connection-file.ts';
import { toAppError } from '../core/errors.ts';
import { clientsOf } from './access.ts';
import type { Context } from './context.ts';
import { type ChosenConnection, keepConnection } from './known-connections.ts';
import { openStoredAccounts, signedOutEntry } from './stored-accounts.ts';

export interface SignInOptions {
  /** Only prints the address. */
  noBrowser: boolean;
}

/**
 * Signs a person in through the system's browser and keeps that, the connection with it. What can go wrong with keeping
 * it is found out before anybody is asked to sign in. Throws `storage`, `storage-locked`, `cancelled`,
 * `sign-in-timed-out`, `sign-in-not-completed` and what the provider and the network have to say.
 */
export async function signIn(
  context: Context,
  chosen: ChosenConnection,
  { noBrowser }: SignInOptions,
): Promise<Grant> {
  const home = context.home();
  await home.assertUsable();
  const { connection, identityId } = chosen;
  const { protocol, redirectPorts } = connection.identity;
  const stored = openStoredAccounts(home, chosen, context);
  const before = await stored.all();
  const clients = await clientsOf(context, chosen, home.lock(identityId, context.signal));
  const leftEntry = signedOutEntry(identityId);

  let address = '';

  const grant = await signInInteractively({
    client: clients.online,
    browser: (url) => (noBrowser ? Promise.resolve() : openInSystemBrowser(url, browserHosts(connection))),
    clock: context.clock,
    log: context.log,
    ports: redirectPorts,
    // Somebody who is signed in already is not meant again.
    prompt: async () => promptFor(protocol, before.length > 0 || home.files.get(leftEntry) !== undefined),
    language: language(context.env),
    signal: context.signal,
    onWaiting: (url) => {
      address = url;
      if (noBrowser) askToOpen(url);
      else context.tell('Sign in with the browser that opens now. Ctrl-C gives up.');
    },
    onBrowserFailed: () => askToOpen(address),
    onCompleting: () => undefined,
    onAbandoned: ({ accountId }) => {
      if (!before.some(({ id }) => sameAccount(id, accountId)))
        void stored.cache.removeAccount(accountId).catch((error: unknown) => {
          context.log.warn('an abandoned sign-in is still on disk', { code: toAppError(error).code });
        });
    },
  });
  await clients.remember();
  await home.change(async () => home.files.delete(leftEntry));
  await keepConnection(home, chosen);
  await stored.choose(grant.accountId);
  home.assertKept();
  return grant;
}

/** Even with --quiet: without it nobody could go on. */
function askToOpen(url: string): void {
  process.stderr.write(`Open this address in a browser on this computer:\n${url}\n`);
}

/** Of the page that the browser ends on: what POSIX says of the terminal, else the system. */
function language(env: NodeJS.ProcessEnv): 'en' | 'de' {
  const wanted =
    env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || new Intl.DateTimeFormat().resolvedOptions().locale;
  return /^de\b|^de_/i.test(wanted) ? 'de' : 'en';
}

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
  /** Print the address and do not open a browser. */
  noBrowser: boolean;
}

/**
 * Signs a person in through the system browser and stores the sign-in and the connection. Storage problems are found
 * before the user has to sign in. Throws `storage`, `storage-locked`, `cancelled`, `sign-in-timed-out`,
 * `sign-in-not-completed`, and errors of the provider and the network.
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
    // If somebody is already signed in, this sign-in is for another account.
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

/** Printed even with --quiet: without the address the user could not continue. */
function askToOpen(url: string): void {
  process.stderr.write(`Open this address in a browser on this computer:\n${url}\n`);
}

/** The language of the final page in the browser: from the POSIX locale variables, else from the system. */
function language(env: NodeJS.ProcessEnv): 'en' | 'de' {
  const wanted =
    env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || new Intl.DateTimeFormat().resolvedOptions().locale;
  return /^de\b|^de_/i.test(wanted) ? 'de' : 'en';
}

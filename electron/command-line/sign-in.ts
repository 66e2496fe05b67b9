import { sameAccount } from '../core/auth/accounts.ts';
import type { Grant } from '../core/auth/msal/msal-client.ts';
import { signInByBrowser } from '../core/auth/sign-in/browser-sign-in.ts';
import { openInSystemBrowser } from '../core/auth/sign-in/system-browser.ts';
import { browserHosts } from '../core/connection/connection-file.ts';
import { clientsOf } from './access.ts';
import type { Context } from './context.ts';
import { type ChosenConnection, keepConnection } from './known-connections.ts';
import { sayLine } from './output.ts';
import { listAccounts, openStoredAccounts } from './stored-accounts.ts';

/**
 * Signs a person in through the system browser and stores the sign-in and the connection; with `noBrowser` it only
 * prints the address. With an e-mail address as `who` the page proposes that. Storage problems are found before the user has to sign in. Throws `storage`, `storage-locked`,
 * `cancelled`, `sign-in-timed-out`, `sign-in-not-completed`, and errors of the provider and the network.
 */
export async function signIn(
  context: Context,
  chosen: ChosenConnection,
  { noBrowser, who }: { noBrowser: boolean; who?: string | undefined },
): Promise<Grant> {
  const home = context.home();
  await home.assertUsable();
  const { connection, identityId } = chosen;
  const stored = openStoredAccounts(context, chosen);
  const before = await listAccounts(context, stored);
  let address = '';

  const grant = await signInByBrowser({
    ...context,
    connection,
    stored,
    clients: await clientsOf(context, chosen, stored, home.lock(identityId, context.signal)),
    browser: (url) => (noBrowser ? Promise.resolve() : openInSystemBrowser(url, browserHosts(connection))),
    // If somebody is already signed in, this sign-in is for another account.
    another: before.length > 0,
    hint: who?.includes('@') ? who : undefined,
    language: language(context.env),
    waiting(url) {
      // After "Forgot your password?" the browser goes on by itself.
      if (address !== '') return;
      address = url;
      if (noBrowser) askToOpen(url);
      else context.tell('Sign in with the browser that opens now. Ctrl-C gives up.');
    },
    browserFailed: () => askToOpen(address),
    completing: () => undefined,
    async discard(account) {
      const isNew = !before.some(({ accountId }) => sameAccount(accountId, account.accountId));
      if (isNew) await stored.cache.removeAccount(account.accountId);
    },
  });
  await keepConnection(home, chosen);
  await stored.choose(grant.accountId);
  home.assertKept();
  return grant;
}

/** Printed even with --quiet: without the address the user could not continue. */
function askToOpen(url: string): void {
  sayLine('Open this address in a browser on this computer:');
  sayLine(url);
}

/** The language of the final page in the browser: from the POSIX locale variables, else from the system. */
function language(env: NodeJS.ProcessEnv): 'en' | 'de' {
  const wanted =
    env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || new Intl.DateTimeFormat().resolvedOptions().locale;
  return /^de\b|^de_/i.test(wanted) ? 'de' : 'en';
}

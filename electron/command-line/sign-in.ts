import { setTimeout } from 'node:timers/promises';
import { type SignedInAccount, sameAccount } from '../core/auth/accounts.ts';
import type { Grant } from '../core/auth/msal/msal-grant.ts';
import { type BrowserSignInParts, signInByBrowser } from '../core/auth/sign-in/browser-sign-in.ts';
import { type DeviceCode, signInByDeviceCode } from '../core/auth/sign-in/device-code.ts';
import type { CallbackFault } from '../core/auth/sign-in/loopback.ts';
import { openInSystemBrowser } from '../core/auth/sign-in/system-browser.ts';
import { browserHosts } from '../core/connection/authorities.ts';
import { clientsOf } from './access.ts';
import type { Context } from './context.ts';
import { type ChosenConnection, keepConnection } from './known-connections.ts';
import { sayLine } from './output.ts';
import { readPastedAddresses } from './pasted-address.ts';
import { listAccounts, openStoredAccounts } from './stored-accounts.ts';

export interface SignInWish {
  /** Prints the address to open instead of opening it, and takes the browser's last address from standard input. */
  noBrowser: boolean;
  /** Prints a code to be entered in any browser (RFC 8628). */
  deviceCode?: boolean;
  /** The page proposes an e-mail address. */
  who?: string | undefined;
}

/**
 * Signs a person in through a browser and stores the sign-in and the connection. Storage problems are found before the
 * user has to sign in. Throws `storage`, `storage-locked`, `cancelled`, `sign-in-timed-out`, `sign-in-not-completed`,
 * and errors of the provider and the network.
 */
export async function signIn(context: Context, chosen: ChosenConnection, wish: SignInWish): Promise<Grant> {
  const home = context.home();
  await home.assertUsable();
  const { connection, identityId } = chosen;
  const stored = openStoredAccounts(context, chosen);
  const before = await listAccounts(context, stored);
  const parts = {
    ...context,
    connection,
    stored,
    clients: await clientsOf(context, chosen, stored, home.lock(identityId, context.signal)),
    async discard(account: Pick<SignedInAccount, 'accountId'>) {
      const isNew = !before.some(({ accountId }) => sameAccount(accountId, account.accountId));
      if (isNew) await stored.cache.removeAccount(account.accountId);
    },
  };
  // If somebody is already signed in, this sign-in is for another account.
  const another = before.length > 0;
  const grant = wish.deviceCode
    ? await signInByDeviceCode({ ...parts, wait: (ms) => wait(ms, context.signal), show: showCode })
    : await byBrowser(parts, wish, another);
  await keepConnection(home, chosen);
  await stored.choose(grant.accountId);
  home.assertKept();
  return grant;
}

type Parts = Context & Pick<BrowserSignInParts, 'connection' | 'stored' | 'clients' | 'discard'>;

async function byBrowser(parts: Parts, { noBrowser, who }: SignInWish, another: boolean): Promise<Grant> {
  const { connection, env, signal } = parts;
  const failed = new AbortController();
  let page = '';
  let isPasted = false;
  let take: ((address: string) => CallbackFault | undefined) | undefined;
  let stopReading: (() => void) | undefined;

  function readAddresses(): void {
    if (!take || stopReading) return;
    const given = take;
    stopReading = readPastedAddresses({
      say: sayLine,
      fail: (failure) => failed.abort(failure),
      isPage: (address) => URL.parse(address)?.host === new URL(page).host,
      take(address) {
        isPasted = true;
        return given(address);
      },
    });
    // Not before the terminal has stopped to show what is typed.
    sayLine(
      'Is the browser on another computer? Paste the address that it shows at the end, even if no page',
    );
    sayLine('is to be seen there, and press Enter. What you paste is not shown.');
  }

  try {
    return await signInByBrowser({
      ...parts,
      signal: AbortSignal.any([signal, failed.signal]),
      browser: async (url) => void (noBrowser || (await openInSystemBrowser(url, browserHosts(connection)))),
      another,
      hint: who?.includes('@') ? who : undefined,
      language: language(env),
      waiting(url) {
        // After "Forgot your password?" the browser goes on by itself, unless it is not ours.
        if (page !== '' && !isPasted) return;
        if (page === '' && !noBrowser)
          parts.tell('Sign in with the browser that opens now. Ctrl-C gives up.');
        askToOpen(url, noBrowser || page !== '');
        page = url;
      },
      otherWay(given) {
        take = given;
        if (noBrowser) readAddresses();
      },
      // A service without a terminal has nobody who pastes.
      browserFailed: () => void (process.stdin.isTTY && readAddresses()),
      completing: () => stopReading?.(),
    });
  } finally {
    stopReading?.();
  }
}

/**
 * Printed even with --quiet, and whatever the program says that opens browsers: it may report success and open none, or
 * hang, and without the address the user could not continue.
 */
function askToOpen(url: string, isOnlyWay: boolean): void {
  sayLine(`${isOnlyWay ? 'Open' : 'If no browser opens, open'} this address in a browser:`);
  sayLine(url);
}

function showCode({ address, code, minutes }: DeviceCode): void {
  sayLine(`Open this address in any browser, and enter the code there within ${minutes} min:`);
  sayLine(address);
  sayLine(code);
  sayLine('Enter it only if you have started this sign-in yourself. Ctrl-C gives up.');
}

/** The language of the final page in the browser: from the POSIX locale variables, else from the system. */
function language(env: NodeJS.ProcessEnv): 'en' | 'de' {
  const wanted =
    env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || new Intl.DateTimeFormat().resolvedOptions().locale;
  return /^de\b|^de_/i.test(wanted) ? 'de' : 'en';
}

/** Keeps the process alive, unlike the clock's timers. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}

import type { HandlersOf } from '../../contract/calls.ts';
import { claimText, identityOf } from '../auth/identity.ts';
import { browserHosts } from '../connection/connection-file.ts';
import { AppError } from '../errors.ts';
import type { Exports } from '../export/exports.ts';
import type { Clipboard, Clock } from '../ports.ts';
import type { TokenCopy } from '../token-copy.ts';
import { tokenText } from '../token-text.ts';
import type { Workplace } from '../workplace.ts';

type AccountCalls = HandlersOf<'session' | 'clipboard'>;

export interface AccountCallsParts {
  /** Throws `configuration` if there is no connection. */
  current: () => Workplace;
  exports: Exports;
  /** Called before something that needs the network. */
  willTry: () => void;
  tokenCopy: TokenCopy;
  browser: (url: string, hosts: readonly string[]) => Promise<void>;
  clipboard: Clipboard;
  clock: Clock;
}

/** The calls about accounts and the token. */
export function createAccountCalls(parts: AccountCallsParts): AccountCalls {
  const { current, exports, tokenCopy, clipboard, clock, willTry } = parts;

  /** Stops lists and exports, so that nothing of the previous account continues under the next one. */
  function leaveUnits({ units }: Workplace): void {
    units.clear();
    exports.abandon();
  }

  /** Signing out also clears the copied token (R30), even if the sign-out fails. */
  async function signOut(here: Workplace): Promise<void> {
    const cleared = tokenCopy.clear();
    exports.abandon();
    await here.signOut();
    await cleared;
  }

  return {
    signIn() {
      willTry();
      return current().session.signIn();
    },
    cancelSignIn: () => current().session.cancelSignIn(),
    openSignInAgain() {
      const here = current();
      return parts.browser(signInUrl(here), browserHosts(here.connection));
    },
    copySignInLink: () => clipboard.write(signInUrl(current())),
    addAccount() {
      willTry();
      return current().session.signIn({ another: true });
    },
    async switchAccount({ id }) {
      const here = current();
      if (here.session.state().account?.id !== id) leaveUnits(here);
      await here.session.switchAccount(id);
    },
    signOut: () => signOut(current()),
    async signOutEverywhere() {
      const here = current();
      await signOut(here);
      await here.session.signOutOfBrowser();
    },
    checkPastedToken: ({ token }) => current().session.checkPasted(token),
    async usePastedToken({ token }) {
      const here = current();
      if (here.session.checkPasted(token).refused === null) leaveUnits(here);
      await here.session.usePasted(token);
    },
    getToken: () => current().session.token(),
    getIdentity: async () => identityOf(await current().session.token()),
    async copyClaim({ name }) {
      const text = claimText((await current().session.token()).accessToken, name);
      if (text === undefined) throw new AppError('bad-request', 'The token has no such claim any more.');
      await clipboard.write(text);
    },
    async copyToken({ as }) {
      const here = current();
      await tokenCopy.copy(as, () => tokenText(here, as, clock));
    },
    clearClipboard: () => tokenCopy.clear(),
  };
}

function signInUrl({ session }: Workplace): string {
  const url = session.signInUrl();
  if (url === undefined) throw new AppError('bad-request', 'No sign-in is waiting for the browser.');
  return url;
}

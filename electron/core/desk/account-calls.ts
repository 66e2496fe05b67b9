import type { HandlersOf } from '../../contract/calls.ts';
import { claimText, identityOf } from '../auth/identity.ts';
import type { TokenCopy } from '../clipboard/token-copy.ts';
import { tokenText } from '../clipboard/token-text.ts';
import { browserHosts } from '../connection/authorities.ts';
import { AppError } from '../errors.ts';
import type { Exports } from '../export/exports.ts';
import type { Workplace } from '../workplace.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { Slice } from './slices.ts';

interface AccountPorts {
  /** Throws `configuration` if there is no connection. */
  current: () => Workplace;
  exports: Pick<Exports, 'cancelAll'>;
  tokenCopy: TokenCopy;
  /** Called before something that needs the network. */
  willTry: () => void;
  /** Asks before a new sign-in whether the connection's addresses are those that somebody has agreed to. */
  assertAgreed: () => Promise<void>;
}

/** The calls about accounts and the token. */
export function createAccountCalls(
  { run, ways, desktop: { clipboard } }: Pick<DeskPorts, 'run' | 'ways' | 'desktop'>,
  { current, exports, tokenCopy, willTry, assertAgreed }: AccountPorts,
): Slice<'session' | 'clipboard', 'clipboard'> {
  /** Cancels lists and exports, so that nothing of the previous account continues under the next one. */
  function leaveUnits({ units }: Workplace): void {
    units.clear();
    exports.cancelAll();
  }

  /** Signing out also clears the copied token (R30), even if the sign-out fails. */
  async function signOut(here: Workplace): Promise<void> {
    const cleared = tokenCopy.clear();
    exports.cancelAll();
    await here.signOut();
    await cleared;
  }

  async function signIn(another: boolean): Promise<void> {
    await assertAgreed();
    willTry();
    return current().session.signIn({ another });
  }

  const calls: HandlersOf<'session' | 'clipboard'> = {
    signIn: () => signIn(false),
    addAccount: () => signIn(true),
    editProfile() {
      willTry();
      return current().session.editProfile();
    },
    cancelSignIn: () => current().session.cancelSignIn(),
    openSignInAgain() {
      const here = current();
      return ways.browser(signInUrl(here), browserHosts(here.connection));
    },
    copySignInLink: () => clipboard.write(signInUrl(current())),
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
      await assertAgreed();
      const here = current();
      if (here.session.checkPasted(token).refused === null) leaveUnits(here);
      await here.session.acceptPasted(token);
    },
    getToken: () => current().session.token(),
    async getIdentity() {
      const { session, connection } = current();
      return identityOf(await session.token(), connection.identity.employeeClaim);
    },
    async copyClaim({ name }) {
      const text = claimText((await current().session.token()).accessToken, name);
      if (text === undefined) throw new AppError('bad-request', 'The token has no such claim any more.');
      await clipboard.write(text);
    },
    async copyToken({ as }) {
      const here = current();
      await tokenCopy.copy(as, () => tokenText(here, as, run.clock));
    },
    clearClipboard: () => tokenCopy.clear(),
  };
  return { calls, state: () => ({ clipboard: tokenCopy.state() }) };
}

function signInUrl({ session }: Workplace): string {
  const url = session.signInUrl();
  if (url === undefined) throw new AppError('bad-request', 'No sign-in is waiting for the browser.');
  return url;
}

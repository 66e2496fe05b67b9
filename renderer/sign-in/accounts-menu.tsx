import { useId } from 'react';
import type { Account, KnownAccount, SessionState } from '../../electron/contract/session.ts';
import { BelowHeader } from '../below-header.tsx';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureLine } from '../ui/failure-line.tsx';
import { Icon } from '../ui/icons.tsx';
import { MenuEntry, opener, Popover } from '../ui/popover.tsx';
import { useAction } from '../ui/use-action.ts';
import { useTimes } from '../ui/use-now.ts';

/** Switches to another account and announces it. */
export function useSwitchAccount() {
  const { t, desktop, status } = useServices();
  return useAction(async ({ id, name }: KnownAccount) => {
    await desktop.call('switchAccount', { id });
    status.set(t('account.switched', { name }));
  });
}

/** What the menu does; `failure` is why the last action failed. */
function useAccountActions() {
  const { desktop } = useServices();
  const change = useSwitchAccount();
  const add = useAction(() => desktop.call('addAccount'));
  const edit = useAction(() => desktop.call('editProfile'));
  const signOut = useAction(() => desktop.call('signOut'));
  const leave = useAction(() => desktop.call('signOutEverywhere'));
  // The token's value never enters the page.
  const copy = useAction(() => desktop.call('copyToken', { as: 'token' }));
  const actions = { change, add, edit, signOut, leave, copy };
  const failed = Object.values(actions).find(({ failure }) => failure !== null);
  return { ...actions, failure: failed?.failure ?? null };
}

interface Props {
  readonly account: Account;
  readonly session: SessionState;
}

/** The one menu for accounts: its button names the current one, and until when its session lasts. */
export function AccountsMenu({ account, session }: Props) {
  const { t } = useServices();
  const id = useId();
  const actions = useAccountActions();
  const until = useSessionText(account);
  const { failure } = actions;
  const name = account.name || t('pasted.unnamed');
  return (
    <div className="accounts">
      <button type="button" className="button subtle account-button" title={name} {...opener(id)}>
        <Icon name="people" />
        <span className="visually-hidden">{t('account.menu')}: </span>
        <span className="account-names">
          <strong className="cut">{name}</strong>
          {until !== null && <span className="cut hint account-until">{until.inHeader}</span>}
        </span>
        {account.pasted && <span className="tag">{t('pasted.tag')}</span>}
        {account.employee === true && <span className="tag account-tag">{t('account.employee')}</span>}
        <Icon name="chevron" />
      </button>
      <Popover id={id} className="menu accounts-popover" label={t('account.menu')}>
        <AccountList session={session} menu={id} onChange={actions.change.run} />
        <AccountActions session={session} menu={id} actions={actions} />
      </Popover>
      {failure !== null && session.problem?.code !== failure.code && failure.code !== 'cancelled' && (
        <BelowHeader>
          <FailureLine key={failure.message} failure={failure} dismissible />
        </BelowHeader>
      )}
    </div>
  );
}

/** Until when the session lasts, and what happens then; null if the token does not say. */
function useSessionText({ expiresAt, pasted }: Account) {
  const { t } = useServices();
  const times = useTimes();
  if (expiresAt === null) return null;
  const until = t('account.sessionUntil', { time: times.clock(expiresAt, Date.now()) });
  const whole = `${until}, ${t(pasted ? 'pasted.notRenewed' : 'account.renewed')}`;
  // That a session ends for good has to be seen without the menu.
  return { inHeader: pasted ? whole : until, whole };
}

interface ListProps {
  readonly session: SessionState;
  /** The id of the popover, which closes on a choice. */
  readonly menu: string;
  readonly onChange: (account: KnownAccount) => unknown;
}

/** The accounts that are signed in; a choice switches to it. */
function AccountList({ session, menu, onChange }: ListProps) {
  const { t } = useServices();
  return (
    <ul aria-label={t('account.list')}>
      {session.accounts.map((account) => {
        const current = account.id === session.account?.id ? t('account.current') : null;
        const { name, email, pasted } = account;
        return (
          <li key={account.id} aria-current={current !== null || undefined}>
            <MenuEntry menu={menu} current={current} onChoose={() => onChange(account)}>
              <span className="menu-names">
                <span className="cut">{name || t('pasted.unnamed')}</span>
                {pasted && <span className="cut hint">{t('pasted.tag')}</span>}
                {email !== null && <span className="cut hint">{email}</span>}
                {current !== null && session.account !== null && <SessionFacts account={session.account} />}
              </span>
            </MenuEntry>
          </li>
        );
      })}
    </ul>
  );
}

/** What the token says about the current account, and the state of its session. */
function SessionFacts({ account }: { readonly account: Account }) {
  const { t } = useServices();
  const until = useSessionText(account);
  return (
    <>
      {until !== null && <span className="hint">{until.whole}</span>}
      {account.employee === true && <span className="hint">{t('account.employee')}</span>}
      <span className="hint">({t('account.unverified')})</span>
    </>
  );
}

interface ActionsProps {
  readonly session: SessionState;
  readonly menu: string;
  readonly actions: ReturnType<typeof useAccountActions>;
}

function AccountActions({ session, menu, actions }: ActionsProps) {
  const { t, pasting } = useServices();
  const { copy, add, edit, signOut, leave } = actions;
  return (
    <>
      <div className="menu-actions">
        <Button kind="subtle" icon="clipboard" opens={menu} busy={copy.pending} onClick={copy.run}>
          {t('clipboard.copy.token')}
        </Button>
        <Button kind="subtle" icon="person-add" opens={menu} busy={add.pending} onClick={add.run}>
          {t('account.add')}
        </Button>
        {session.profileEdit === 'offered' && (
          <Button kind="subtle" icon="edit" opens={menu} busy={edit.pending} onClick={edit.run}>
            {t('account.editProfile')}
          </Button>
        )}
        <Button kind="subtle" icon="key" opens={menu} onClick={() => pasting.set('')}>
          {t('pasted.open')}
        </Button>
      </div>
      <div className="menu-actions">
        <Button kind="subtle" icon="sign-out" opens={menu} busy={signOut.pending} onClick={signOut.run}>
          {t('account.signOut')}
        </Button>
        {session.browserSignOut && (
          <Button kind="subtle" icon="open" opens={menu} busy={leave.pending} onClick={leave.run}>
            {t('account.signOutEverywhere')}
          </Button>
        )}
      </div>
    </>
  );
}

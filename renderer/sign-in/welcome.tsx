import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { KnownAccount } from '../../electron/contract/session.ts';
import { ConnectionDot } from '../connections/connection-dot.tsx';
import { useConnections } from '../connections/use-connections.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { ProductMark } from '../ui/icons.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useAction } from '../ui/use-action.ts';
import { useSwitchAccount } from './accounts-menu.tsx';
import { ConnectionCard, ConnectionNeeded } from './connection-card.tsx';
import { SubscriptionKey } from './subscription-key.tsx';

/** The screen while nobody is signed in. */
export function Welcome({ state }: { readonly state: DeskState }) {
  const { t } = useServices();
  const { connection, connectionProblem, session } = state;
  const quiet = connectionProblem === null && session.problem === null;
  // Clear what the previous screen announced.
  useAnnouncement(quiet ? '' : null);
  return (
    <div className="page">
      <div className="row welcome-title">
        <ProductMark size={44} />
        <div>
          <ScreenHeading>{t('app.name')}</ScreenHeading>
          <p>{t('app.tagline')}</p>
        </div>
      </div>
      {connectionProblem !== null && <FailureMessage failure={connectionProblem} />}
      {connection === null ? (
        <>
          <OtherConnections connection={null} connections={state.connections} />
          <ConnectionNeeded simulator={state.simulator} />
        </>
      ) : (
        <SignIn connection={connection} state={state} />
      )}
    </div>
  );
}

const steps = ['browser', 'there', 'back'] as const;

interface SignInProps {
  readonly connection: ConnectionSummary;
  readonly state: DeskState;
}

function SignIn({ connection, state }: SignInProps) {
  const { t, desktop, pasting } = useServices();
  const signIn = useAction(() => desktop.call('signIn'));
  const { problem, accounts } = state.session;
  const failure = problem ?? signIn.failure;
  return (
    <>
      {failure !== null && <FailureMessage failure={failure} />}
      <div className="cards">
        <section className="card steps-card">
          <h2>{t('signIn.nextTitle')}</h2>
          <ol className="steps">
            {steps.map((step) => (
              <li key={step}>
                <strong>{t(`signIn.steps.${step}.title`)}</strong>{' '}
                {t(`signIn.steps.${step}.text`, { host: connection.identityHost })}
              </li>
            ))}
          </ol>
          <Button kind="primary" busy={signIn.pending} onClick={signIn.run}>
            {t('signIn.button')}
          </Button>
          <div className="welcome-other">
            <Button kind="subtle" icon="key" onClick={() => pasting.set('')}>
              {t('pasted.open')}
            </Button>
          </div>
        </section>
        <div className="stack">
          {accounts.length > 0 && <OtherAccounts accounts={accounts} />}
          <ConnectionCard connection={connection} />
          {state.subscriptionKey === 'missing' && (
            <div className="card">
              <SubscriptionKey />
            </div>
          )}
          <OtherConnections connection={connection} connections={state.connections} />
        </div>
      </div>
    </>
  );
}

/** The other known connections. Renders nothing if there are none. */
function OtherConnections({ connection, connections }: Pick<DeskState, 'connection' | 'connections'>) {
  const { t } = useServices();
  const { switchTo, failure } = useConnections();
  const others = connections.filter(({ id }) => id !== connection?.id);
  if (others.length === 0) return null;
  return (
    <section className="card others">
      <h2>{t('connections.others')}</h2>
      {others.map((each) => (
        <button key={each.id} type="button" className="button" onClick={() => switchTo(each)}>
          <ConnectionDot color={each.color} />
          <span className="cut">{each.name}</span>
          {each.simulated && <span className="tag">{t('app.simulated')}</span>}
        </button>
      ))}
      {failure !== null && <FailureMessage failure={failure} />}
    </section>
  );
}

/** The other signed-in accounts, shown when the current sign-in has ended: MAX Desk never switches by itself. */
function OtherAccounts({ accounts }: { readonly accounts: readonly KnownAccount[] }) {
  const { t } = useServices();
  const change = useSwitchAccount();
  return (
    <section className="card others">
      <h2>{t('account.list')}</h2>
      {accounts.map((account) => (
        <Button key={account.id} onClick={() => change.run(account)}>
          {t('account.continueAs', { name: account.name })}
        </Button>
      ))}
      {change.failure !== null && <FailureMessage failure={change.failure} />}
    </section>
  );
}

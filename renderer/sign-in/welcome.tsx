import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { KnownAccount } from '../../electron/contract/session.ts';
import { OtherConnections } from '../connections/other-connections.tsx';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { KeyIcon, ProductMark } from '../ui/icons.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useAction } from '../ui/use-action.ts';
import { ConnectionCard } from './connection-card.tsx';
import { ConnectionNeeded } from './connection-needed.tsx';
import { OtherAccounts } from './other-accounts.tsx';
import { SubscriptionKey } from './subscription-key.tsx';

/** The screen while nobody is signed in. */
export function Welcome({ state }: { readonly state: DeskState }) {
  const { t } = useTranslation();
  const { connection, connectionProblem, session } = state;
  const quiet = connectionProblem === null && session.problem === null;
  // Clear what the previous screen announced.
  useAnnouncement(quiet ? '' : null);
  return (
    <div className="page">
      <div className="welcome-title">
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
        <SignIn
          connection={connection}
          connections={state.connections}
          keyMissing={state.subscriptionKey === 'missing'}
          problem={session.problem}
          accounts={session.accounts}
        />
      )}
    </div>
  );
}

interface SignInProps {
  readonly connection: ConnectionSummary;
  readonly connections: DeskState['connections'];
  readonly keyMissing: boolean;
  readonly problem: Failure | null;
  readonly accounts: readonly KnownAccount[];
}

function SignIn({ connection, connections, keyMissing, problem, accounts }: SignInProps) {
  const { t } = useTranslation();
  const { desktop, pasting } = useServices();
  const signIn = useAction(useCallback(() => desktop.call('signIn'), [desktop]));
  const failure = problem ?? signIn.failure;
  return (
    <>
      {failure !== null && <FailureMessage failure={failure} />}
      <div className="welcome-columns">
        <section className="card steps-card">
          <h2>{t('signIn.nextTitle')}</h2>
          <Steps host={connection.identityHost} />
          <Button kind="primary" busy={signIn.pending} onClick={signIn.run}>
            {t('signIn.button')}
          </Button>
          <div className="welcome-other">
            <Button kind="subtle" icon={<KeyIcon />} onClick={() => pasting.set('')}>
              {t('pasted.open')}
            </Button>
          </div>
        </section>
        <div className="stack">
          {accounts.length > 0 && <OtherAccounts accounts={accounts} />}
          <ConnectionCard connection={connection} />
          {keyMissing && (
            <div className="card">
              <SubscriptionKey />
            </div>
          )}
          <OtherConnections connection={connection} connections={connections} />
        </div>
      </div>
    </>
  );
}

const steps = ['browser', 'there', 'back'] as const;

function Steps({ host }: { readonly host: string }) {
  const { t } = useTranslation();
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li key={step}>
          <strong>{t(`signIn.steps.${step}.title`)}</strong> {t(`signIn.steps.${step}.text`, { host })}
        </li>
      ))}
    </ol>
  );
}

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Account, Identity } from '../../electron/contract/session.ts';
import { failureOf } from '../desktop.ts';
import { useServices } from '../services.ts';
import { FailureMessage } from '../ui/failure-message.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { ClaimsTable } from './claims-table.tsx';
import { PersonCard, TokenCard } from './identity-cards.tsx';
import { RevealToken } from './reveal-token.tsx';

interface Props {
  readonly account: Account;
  readonly connection: ConnectionSummary;
}

/** What the access token says about its holder and itself; reloaded with every new token. */
export function IdentityScreen({ account, connection }: Props) {
  const { t } = useTranslation();
  const { identity, failure } = useIdentity(account.expiresAt);
  return (
    <div className="page">
      <div>
        <ScreenHeading>{t('identity.title')}</ScreenHeading>
        <p className="identity-about">
          {t('identity.about')} <span className="tag">{t('identity.unverified')}</span>
        </p>
      </div>
      {failure !== null && <FailureMessage failure={failure} />}
      {identity !== null && (
        <>
          <div className="identity-cards">
            <PersonCard identity={identity} />
            <TokenCard identity={identity} pasted={account.pasted} hasApi={connection.apiHost !== null} />
          </div>
          {identity.opaque ? <p>{t('identity.opaque')}</p> : <ClaimsTable claims={identity.claims} />}
          <RevealToken />
        </>
      )}
    </div>
  );
}

interface Loaded {
  readonly identity: Identity | null;
  readonly failure: Failure | null;
}

/** @param expiresAt changes with every token */
function useIdentity(expiresAt: number | null): Loaded {
  const { desktop } = useServices();
  const [loaded, setLoaded] = useState<Loaded>({ identity: null, failure: null });
  useEffect(() => {
    let left = false;
    const show = (next: Loaded) => {
      if (!left) setLoaded(next);
    };
    // Only a dependency: it changes with every token.
    void expiresAt;
    desktop
      .call('getIdentity')
      .then((identity) => show({ identity, failure: null }))
      .catch((cause: unknown) => show({ identity: null, failure: failureOf(cause) }));
    return () => {
      left = true;
    };
  }, [desktop, expiresAt]);
  return loaded;
}

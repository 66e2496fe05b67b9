import { useEffect, useState } from 'react';
import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Account, Claim, Identity } from '../../electron/contract/session.ts';
import { failureOf } from '../desktop.ts';
import { useServices } from '../services.ts';
import { IconButton } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useAction } from '../ui/use-action.ts';
import { useTimes } from '../ui/use-now.ts';
import { PersonCard, TokenCard } from './identity-cards.tsx';
import { RevealToken } from './reveal-token.tsx';

interface Props {
  readonly account: Account;
  readonly connection: ConnectionSummary;
}

/** What the access token says about its holder and itself; reloaded with every new token. */
export function IdentityScreen({ account, connection }: Props) {
  const { t } = useServices();
  const { identity, failure } = useIdentity(account.expiresAt);
  return (
    <div className="page">
      <div>
        <ScreenHeading>{t('navigation.identity')}</ScreenHeading>
        <p className="about">
          {t('identity.about')} <span className="tag">{t('identity.unverified')}</span>
        </p>
      </div>
      {failure !== null && <FailureMessage failure={failure} />}
      {identity !== null && (
        <>
          <div className="cards">
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

/** Every claim of the token with its meaning; each can be copied. */
function ClaimsTable({ claims }: { readonly claims: readonly Claim[] }) {
  const { t } = useServices();
  return (
    <section className="card claims">
      <h2 id="claims-title">{t('identity.claims')}</h2>
      <table aria-labelledby="claims-title">
        <thead>
          <tr>
            <th scope="col">{t('identity.claim')}</th>
            <th scope="col">{t('identity.meaning')}</th>
            <th scope="col" colSpan={2}>
              {t('identity.value')}
            </th>
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <ClaimRow key={claim.name} claim={claim} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ClaimRow({ claim: { name, value, meaning, at } }: { readonly claim: Claim }) {
  const { t, desktop, say } = useServices();
  const times = useTimes();
  const copy = useAction(async () => {
    await desktop.call('copyClaim', { name });
    say(t('identity.copied', { name }));
  });
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{meaning === null ? '' : t(`identity.meanings.${meaning}`)}</td>
      <td className="claim-value">
        {value}
        {at !== null && <span className="claim-time"> · {times.moment(at)}</span>}
        {copy.failure !== null && <FailureMessage failure={copy.failure} />}
      </td>
      <td>
        <IconButton label={t('identity.copy', { name })} icon="copy" busy={copy.pending} onClick={copy.run} />
      </td>
    </tr>
  );
}

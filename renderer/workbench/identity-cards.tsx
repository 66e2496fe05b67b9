import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Identity } from '../../electron/contract.ts';
import { countdown } from '../ui/time.ts';
import { useNow } from '../ui/use-now.ts';
import { useTimes } from '../ui/use-times.ts';

interface Props {
  readonly identity: Identity;
}

interface TokenProps extends Props {
  readonly pasted: boolean;
}

/** Who the token is about. */
export function PersonCard({ identity: { userId, name, email, flags } }: Props) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2>{t('identity.person')}</h2>
      <dl className="facts">
        <Fact term={t('identity.name')}>{name}</Fact>
        <Fact term={t('identity.email')}>{email}</Fact>
        <Fact term={t('identity.userId')}>{userId}</Fact>
        {flags.length > 0 && (
          <Fact term={t('identity.flags')}>
            {flags
              .map((flag) => `${flag.name}: ${flag.value ? t('identity.yes') : t('identity.no')}`)
              .join(', ')}
          </Fact>
        )}
      </dl>
    </section>
  );
}

/** What the token is good for, and until when. */
export function TokenCard({ identity, pasted }: TokenProps) {
  const { t } = useTranslation();
  const times = useTimes();
  const now = useNow(1_000);
  const { issuer, policy, scopes, issuedAt, expiresAt } = identity;
  const ends =
    expiresAt === null
      ? t('pasted.noEnd')
      : t('identity.expiresIn', { time: times.clock(expiresAt), left: countdown(expiresAt - now) });
  return (
    <section className="card">
      <h2>
        {t('identity.token')}
        {pasted && <span className="tag">{t('pasted.tag')}</span>}
      </h2>
      <dl className="facts">
        <Fact term={t('identity.expires')}>{ends}</Fact>
        <Fact term={t('identity.issued')}>{issuedAt === null ? null : times.dateTime(issuedAt)}</Fact>
        <Fact term={t('identity.issuer')}>{issuer}</Fact>
        <Fact term={t('identity.policy')}>{policy}</Fact>
        <Fact term={t('identity.scopes')}>{scopes.join(' ')}</Fact>
      </dl>
      <p className="identity-note">{t(pasted ? 'pasted.notRenewedNote' : 'identity.renewed')}</p>
    </section>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{term}</dt>
      <dd>{children === null || children === '' ? <em>{t('identity.absent')}</em> : children}</dd>
    </>
  );
}

import { copyKinds } from '../../electron/contract/names.ts';
import type { Identity } from '../../electron/contract/session.ts';
import { useServices } from '../services.ts';
import { ActionButton } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { countdown } from '../ui/time.ts';
import { useNow, useTimes } from '../ui/use-now.ts';

interface TokenProps {
  readonly identity: Identity;
  readonly pasted: boolean;
  /** The connection has an API host, so that there is something to call. */
  readonly hasApi: boolean;
}

/** The person whom the token describes. */
export function PersonCard({ identity }: Pick<TokenProps, 'identity'>) {
  const { t } = useServices();
  const { userId, name, email, flags } = identity;
  const absent = <em>{t('identity.absent')}</em>;
  // Only one flag has a known meaning; the others keep the token's name for them.
  const flagTexts = flags.map(({ name: flag, value }) => {
    const text = /^(is )?tke? ?employee$/i.test(flag) ? t('account.employee') : flag;
    return `${text}: ${t(value ? 'identity.yes' : 'identity.no')}`;
  });
  return (
    <section className="card">
      <h2>{t('identity.person')}</h2>
      <Facts
        facts={[
          [t('identity.name'), name || absent],
          [t('identity.email'), email || absent],
          [t('identity.userId'), userId || absent],
          [t('identity.flags'), flagTexts.join(', ')],
        ]}
      />
    </section>
  );
}

/** What the token allows, and until when. */
export function TokenCard({ identity, pasted, hasApi }: TokenProps) {
  const { t } = useServices();
  const times = useTimes();
  const now = useNow(1_000);
  const { issuer, policy, scopes, issuedAt, expiresAt } = identity;
  const absent = <em>{t('identity.absent')}</em>;
  const ends =
    expiresAt === null
      ? t('pasted.noEnd')
      : t('identity.expiresIn', { time: times.clock(expiresAt, now), left: countdown(expiresAt - now) });
  return (
    <section className="card">
      <h2>
        {t('doctor.checks.token')}
        {pasted && <span className="tag">{t('pasted.tag')}</span>}
      </h2>
      <Facts
        facts={[
          [t('identity.expires'), ends],
          [t('identity.issued'), issuedAt === null ? absent : times.moment(issuedAt)],
          [t('doctor.checks.issuer'), issuer || absent],
          [t('doctor.checks.policy'), policy || absent],
          [t('identity.scopes'), scopes.join(' ') || absent],
        ]}
      />
      <CopyAs curl={hasApi} />
      <p className="about">{t(pasted ? 'pasted.notRenewedNote' : 'identity.renewed')}</p>
    </section>
  );
}

/** Copies the token in several forms; its value never enters the page. */
function CopyAs({ curl }: { readonly curl: boolean }) {
  const { t, desktop } = useServices();
  return (
    <div className="actions">
      {copyKinds
        .filter((kind) => kind !== 'curl' || curl)
        .map((kind) => (
          <ActionButton key={kind} icon="clipboard" action={() => desktop.call('copyToken', { as: kind })}>
            {t(`clipboard.copy.${kind}`)}
          </ActionButton>
        ))}
    </div>
  );
}

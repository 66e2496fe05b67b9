import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { copyKinds } from '../../electron/contract/names.ts';
import type { Identity } from '../../electron/contract/session.ts';
import { useCall } from '../connections/use-call.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import type { Translate } from '../ui/i18n.ts';
import { ClipboardIcon } from '../ui/icons.tsx';
import { countdown } from '../ui/time.ts';
import { useNow } from '../ui/use-now.ts';
import { useTimes } from '../ui/use-times.ts';

interface Props {
  readonly identity: Identity;
}

interface TokenProps extends Props {
  readonly pasted: boolean;
  /** The connection has an API host, so that there is something to call. */
  readonly hasApi: boolean;
}

/** The person whom the token describes. */
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
              .map(
                ({ name: flag, value }) =>
                  `${flagName(flag, t)}: ${t(value ? 'identity.yes' : 'identity.no')}`,
              )
              .join(', ')}
          </Fact>
        )}
      </dl>
    </section>
  );
}

/** Only this flag has a known meaning; the others keep the token's name for them. */
function flagName(name: string, t: Translate): string {
  return /^(is )?tke? ?employee$/i.test(name) ? t('account.employee') : name;
}

/** What the token allows, and until when. */
export function TokenCard({ identity, pasted, hasApi }: TokenProps) {
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
      <CopyAs curl={hasApi} />
      <p className="identity-note">{t(pasted ? 'pasted.notRenewedNote' : 'identity.renewed')}</p>
    </section>
  );
}

const copyTexts = {
  token: 'clipboard.copyToken',
  header: 'clipboard.copyHeader',
  curl: 'clipboard.copyCurl',
} as const;

/** Copies the token in several forms; its value never enters the page. */
function CopyAs({ curl }: { readonly curl: boolean }) {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const { run, failure } = useCall();
  return (
    <div className="identity-copy">
      {copyKinds
        .filter((kind) => kind !== 'curl' || curl)
        .map((kind) => (
          <Button
            key={kind}
            icon={<ClipboardIcon />}
            onClick={() => run(() => desktop.call('copyToken', { as: kind }))}
          >
            {t(copyTexts[kind])}
          </Button>
        ))}
      {failure !== null && <FailureMessage failure={failure} />}
    </div>
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

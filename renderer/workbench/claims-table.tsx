import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Claim } from '../../electron/contract/session.ts';
import { useServices } from '../services.ts';
import { FailureMessage } from '../ui/failure-message.tsx';
import { CopyIcon } from '../ui/icons.tsx';
import { useSay } from '../ui/toast.tsx';
import { useAction } from '../ui/use-action.ts';
import { useTimes } from '../ui/use-times.ts';

/** Every claim of the token with its meaning; each can be copied. */
export function ClaimsTable({ claims }: { readonly claims: readonly Claim[] }) {
  const { t } = useTranslation();
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
  const { t } = useTranslation();
  const times = useTimes();
  const { desktop } = useServices();
  const say = useSay();
  const copy = useAction(
    useCallback(async () => {
      await desktop.call('copyClaim', { name });
      say(t('identity.copied', { name }));
    }, [desktop, name, say, t]),
  );
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{meaning === null ? '' : t(`identity.meanings.${meaning}`)}</td>
      <td className="claim-value">
        {value}
        {at !== null && <span className="claim-time"> · {times.dateTime(at)}</span>}
        {copy.failure !== null && <FailureMessage failure={copy.failure} />}
      </td>
      <td>
        <button
          type="button"
          className="button subtle"
          aria-label={t('identity.copy', { name })}
          aria-disabled={copy.pending || undefined}
          onClick={() => void copy.run()}
        >
          <CopyIcon />
        </button>
      </td>
    </tr>
  );
}

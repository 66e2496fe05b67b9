import { useTranslation } from 'react-i18next';
import type { PastedCheck } from '../../electron/contract/session.ts';
import { MessageBar } from '../ui/message-bar.tsx';
import { useAnnouncement } from '../ui/status.tsx';
import { useTimes } from '../ui/use-times.ts';

/** The claims of a pasted token, and warnings about it. */
export function PastedFindings({ check }: { readonly check: PastedCheck }) {
  const { t } = useTranslation();
  const times = useTimes();
  const { refused, name, email, issuer, audience, scopes, expiresAt } = check;
  const warnings = check.warnings.map((warning) => t(`pasted.warnings.${warning}`));
  const verdict = refused === null ? null : t(`pasted.refused.${refused}`);
  useAnnouncement([verdict, ...warnings].join(' '));
  const facts: [string, string | null][] = [
    [t('identity.name'), [name, email].filter((part) => part !== null).join(', ')],
    [t('identity.expires'), expiresAt === null ? null : times.dateTime(expiresAt)],
    [t('identity.issuer'), issuer],
    [t('identity.meanings.audience'), audience],
    [t('identity.scopes'), scopes.join(' ')],
  ];
  const known = facts.filter(([, value]) => value !== null && value !== '');
  return (
    <div className="pasted-findings">
      {verdict !== null && <MessageBar tone="error" title={verdict} />}
      {verdict === null && warnings.length > 0 && (
        <MessageBar tone="warning" title={t('pasted.careful')}>
          <ul className="pasted-warnings">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </MessageBar>
      )}
      {known.length > 0 && (
        <>
          <h3>{t('pasted.says')}</h3>
          <dl className="facts">
            {known.map(([term, value]) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import { OpenConnectionFile } from './open-connection-file.tsx';

/** The connection that the next sign-in uses. */
export function ConnectionCard({ connection }: { readonly connection: ConnectionSummary }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2>
        {t('connection.title')}
        {connection.simulated && <span className="tag">{t('app.simulated')}</span>}
      </h2>
      <dl className="facts">
        <dt>{t('connection.name')}</dt>
        <dd>{connection.name}</dd>
        <dt>{t('connection.identityHost')}</dt>
        <dd>{connection.identityHost}</dd>
        <dt>{t('connection.apiHost')}</dt>
        <dd>{connection.apiHost ?? <em>{t('connection.apiHostMissing')}</em>}</dd>
        {connection.origin !== null && (
          <>
            <dt>{t('connection.origin')}</dt>
            <dd>{connection.origin}</dd>
          </>
        )}
      </dl>
      <OpenConnectionFile kind="subtle" />
    </section>
  );
}

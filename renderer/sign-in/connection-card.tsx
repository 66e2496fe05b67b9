import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { ActionButton, Button } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';

const questions = ['clientId', 'policy', 'address', 'key'] as const;

/** Shown without a connection: how to get one, or how to explore the simulated service instead. */
export function ConnectionNeeded({ simulator }: Pick<DeskState, 'simulator'>) {
  const { t, desktop, setup } = useServices();
  return (
    <div className="cards">
      <section className="card">
        <h2>{t('connection.neededTitle')}</h2>
        <p>{t('connection.neededMeaning')}</p>
        <div className="actions">
          <Button kind="primary" onClick={() => setup.set({ editing: null })}>
            {t('setup.open')}
          </Button>
          <OpenConnectionFile kind="secondary" />
        </div>
        {simulator && (
          <div className="explore">
            <p>{t('connection.exploreHint')}</p>
            <ActionButton action={() => desktop.call('exploreSimulator')}>
              {t('connection.explore')}
            </ActionButton>
          </div>
        )}
      </section>
      <section className="card">
        <h2>{t('connection.askTitle')}</h2>
        <dl className="questions">
          {questions.map((question) => (
            <div key={question}>
              <dt>{t(`connection.ask.${question}.term`)}</dt>
              <dd>{t(`connection.ask.${question}.meaning`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

/** The connection that the next sign-in uses. */
export function ConnectionCard({ connection }: { readonly connection: ConnectionSummary }) {
  const { t } = useServices();
  return (
    <section className="card">
      <h2>
        {t('connection.title')}
        {connection.simulated && <span className="tag">{t('app.simulated')}</span>}
      </h2>
      <Facts
        facts={[
          [t('identity.name'), connection.name],
          [t('connection.identityHost'), connection.identityHost],
          [t('connection.apiHost'), connection.apiHost ?? <em>{t('connection.apiHostMissing')}</em>],
          [t('failure.facts.file'), connection.origin],
        ]}
      />
      <OpenConnectionFile kind="subtle" />
    </section>
  );
}

/** The button that opens a connection file. What is wrong in the file is in the state as `connectionProblem`. */
function OpenConnectionFile({ kind }: { readonly kind: 'secondary' | 'subtle' }) {
  const { t, desktop } = useServices();
  return (
    <ActionButton kind={kind} icon="folder" action={() => desktop.call('openConnectionFile')}>
      {t('connection.open')}
    </ActionButton>
  );
}

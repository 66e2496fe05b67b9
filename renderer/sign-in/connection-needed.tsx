import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useAction } from '../ui/use-action.ts';
import { OpenConnectionFile } from './open-connection-file.tsx';

const questions = ['clientId', 'policy', 'address', 'key'] as const;

interface Props {
  /** Whether the simulated service can be explored. */
  readonly simulator: boolean;
}

/** Shown without a connection: how to get one, or how to explore the simulated service instead. */
export function ConnectionNeeded({ simulator }: Props) {
  const { t } = useTranslation();
  const { setup } = useServices();
  return (
    <div className="welcome-columns">
      <section className="card">
        <h2>{t('connection.neededTitle')}</h2>
        <p>{t('connection.neededMeaning')}</p>
        <div className="card-actions">
          <Button kind="primary" onClick={() => setup.set({ editing: null })}>
            {t('setup.open')}
          </Button>
          <OpenConnectionFile kind="secondary" />
        </div>
        {simulator && <Explore />}
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

function Explore() {
  const { t } = useTranslation();
  const { desktop } = useServices();
  const explore = useAction(useCallback(() => desktop.call('exploreSimulator'), [desktop]));
  return (
    <div className="explore">
      <p>{t('connection.exploreHint')}</p>
      <Button busy={explore.pending} onClick={explore.run}>
        {t('connection.explore')}
      </Button>
      {explore.failure !== null && <FailureMessage failure={explore.failure} />}
    </div>
  );
}

import { useEffect, useSyncExternalStore } from 'react';
import { useServices } from '../../services.ts';
import { ScreenHeading } from '../../ui/screen-heading.tsx';
import { ConsoleAnswerView } from './console-answer.tsx';
import { ConsoleFailure } from './console-failure.tsx';
import { ConsoleRequestForm } from './console-request.tsx';

/** Sends any request to the API and shows the response. */
export function ConsoleScreen() {
  const { t, consoleStore } = useServices();
  const state = useSyncExternalStore(consoleStore.state.subscribe, consoleStore.state.get);
  useEffect(() => void consoleStore.load(), [consoleStore]);
  return (
    <div className="column console">
      <div className="wrap console-title">
        <ScreenHeading>{t('console.title')}</ScreenHeading>
        <p className="hint">{t('console.about')}</p>
      </div>
      <ConsoleRequestForm state={state} />
      {state.failure !== null && <ConsoleFailure failure={state.failure} />}
      {state.answered !== null && <ConsoleAnswerView key={state.answered.run} answered={state.answered} />}
      {state.running !== null && (
        <p className="hint">
          {t('console.waiting')}
          <progress className="progress" aria-label={t('console.waiting')} />
        </p>
      )}
    </div>
  );
}

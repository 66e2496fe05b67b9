import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import { FailureMessage } from '../ui/failure-message.tsx';
import { ConnectionDot } from './connection-dot.tsx';
import { useConnections } from './use-connections.ts';

/** The other known connections, shown before a sign-in. Renders nothing if there are none. */
export function OtherConnections({ connection, connections }: Pick<DeskState, 'connection' | 'connections'>) {
  const { t } = useTranslation();
  const { switchTo, failure } = useConnections();
  const others = connections.filter(({ id }) => id !== connection?.id);
  if (others.length === 0) return null;
  return (
    <section className="card other-connections">
      <h2>{t('connections.others')}</h2>
      {others.map((each) => (
        <button key={each.id} type="button" className="button" onClick={() => switchTo(each)}>
          <ConnectionDot color={each.color} />
          <span className="identity-text">{each.name}</span>
          {each.simulated && <span className="tag">{t('app.simulated')}</span>}
        </button>
      ))}
      {failure !== null && <FailureMessage failure={failure} />}
    </section>
  );
}

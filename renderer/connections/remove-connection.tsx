import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../electron/contract/connections.ts';
import { Button } from '../ui/button.tsx';

interface Props {
  readonly connection: ConnectionSummary;
  readonly onRemove: () => unknown;
  readonly onClose: () => void;
}

const forgotten = ['signIns', 'key', 'units'] as const;

/** Asks before a connection is removed, and lists what is removed with it. */
export function RemoveConnection({ connection, onRemove, onClose }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} className="confirm" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{t('connections.removeTitle', { name: connection.name })}</h2>
      <p>{t('connections.removeMeaning')}</p>
      <ul>
        {forgotten.map((each) => (
          <li key={each}>{t(`connections.forgotten.${each}`)}</li>
        ))}
      </ul>
      <p className="hint">{t(connection.simulated ? 'connections.simulatedStays' : 'connections.stays')}</p>
      <div className="confirm-actions">
        <Button
          kind="primary"
          onClick={() => {
            onRemove();
            close();
          }}
        >
          {t('connections.removeNow')}
        </Button>
        <Button onClick={close}>{t('connections.keep')}</Button>
      </div>
    </dialog>
  );
}

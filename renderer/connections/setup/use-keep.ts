import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { SetupAnswers } from '../../../electron/contract/setup.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import type { SetupStart } from './setup-fields.ts';

interface Keep {
  /** Saves the connection, then its key, and closes the set-up. */
  readonly run: (event: FormEvent<HTMLFormElement>, answers: SetupAnswers) => Promise<void>;
  readonly pending: boolean;
  readonly failure: Failure | null;
}

export function useKeep(editing: SetupStart['editing']): Keep {
  const { t } = useTranslation();
  const { desktop, desk, setup, place, status } = useServices();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const busy = useRef(false);

  // Switching to another connection meanwhile closes the set-up.
  useEffect(() => {
    const before = desk.state.get()?.connection?.id;
    return desk.state.subscribe(() => {
      if (!busy.current && desk.state.get()?.connection?.id !== before) setup.set(null);
    });
  }, [desk, setup]);

  const run = async (event: FormEvent<HTMLFormElement>, answers: SetupAnswers) => {
    if (busy.current) return;
    const form = event.currentTarget;
    const key = String(new FormData(form).get('key') ?? '').trim();
    busy.current = true;
    setPending(true);
    setFailure(null);
    try {
      await desktop.call('setUpConnection', { answers, replaces: editing?.id ?? null });
      if (key !== '') await desktop.call('setSubscriptionKey', { key });
      status.set(t('setup.kept', { name: answers.name.trim() }));
      place.set('units');
      setup.set(null);
    } catch (cause) {
      setFailure(failureOf(cause));
      setPending(false);
    } finally {
      busy.current = false;
    }
  };
  return { run, pending, failure };
}

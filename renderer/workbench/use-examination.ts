import { useCallback, useEffect, useState } from 'react';
import type { DoctorResult } from '../../electron/contract/support.ts';
import { newRun } from '../runs.ts';
import { useServices } from '../services.ts';
import { type Action, useAction } from '../ui/use-action.ts';

interface Examination {
  /** What is known so far, in the order of the steps. */
  readonly results: readonly DoctorResult[];
  readonly action: Action;
}

/** Examines the connection as soon as the screen opens, and again when asked to. */
export function useExamination(): Examination {
  const { desktop } = useServices();
  const [results, setResults] = useState<readonly DoctorResult[]>([]);
  const action = useAction(
    useCallback(async () => {
      const run = newRun();
      setResults([]);
      // The one before may have been under way, and its last steps on the way here.
      const stop = desktop.on('doctorStep', (step) => {
        if (step.run === run) setResults((known) => [...known, step.result]);
      });
      try {
        setResults(await desktop.call('runDoctor', { run }));
      } finally {
        stop();
      }
    }, [desktop]),
  );
  const { run } = action;
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (opened) return;
    setOpened(true);
    void run();
  }, [opened, run]);
  return { results, action };
}

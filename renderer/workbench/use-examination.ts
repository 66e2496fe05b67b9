import { useCallback, useEffect, useState } from 'react';
import type { DoctorResult } from '../../electron/contract/support.ts';
import { newRun } from '../runs.ts';
import { useServices } from '../services.ts';
import { type Action, useAction } from '../ui/use-action.ts';

interface Examination {
  /** The results so far, in the order of the steps. */
  readonly results: readonly DoctorResult[];
  readonly action: Action;
}

/** Checks the connection when the screen opens, and again on request. */
export function useExamination(): Examination {
  const { desktop } = useServices();
  const [results, setResults] = useState<readonly DoctorResult[]>([]);
  const action = useAction(
    useCallback(async () => {
      const run = newRun();
      setResults([]);
      // Steps of an earlier check may still arrive.
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

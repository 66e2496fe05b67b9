import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { UnitColumn } from '../../../electron/contract/names.ts';
import type { ChosenReading, UnitsLook } from '../../../electron/contract/setup.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';

/**
 * One page of the units, and what comes of it as somebody chooses how it is read.
 * @param connection its id
 * @param first what was chosen before
 */
export function useUnitsLook(connection: string, first: ChosenReading | null) {
  const { desktop } = useServices();
  const [look, setLook] = useState<UnitsLook | null>(null);
  const [unsure, setUnsure] = useState<readonly UnitColumn[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const asked = useRef(0);

  const ask = useCallback(
    async (chosen: ChosenReading | null, step: 'read' | 'look') => {
      asked.current += 1;
      const own = asked.current;
      try {
        const next = await desktop.call('learnUnits', { connection, chosen, step });
        if (own !== asked.current) return;
        setFailure(null);
        setLook(next);
        if (step === 'read') setUnsure(next.unsure);
      } catch (cause) {
        if (own === asked.current) setFailure(failureOf(cause));
      }
    },
    [desktop, connection],
  );
  useEffect(() => void ask(first, 'read'), [ask, first]);

  return {
    look,
    /** The columns that are proposed by likelihood and that nobody has changed since. */
    unsure,
    failure,
    /** Reads the page again. */
    again: () => ask(look?.chosen ?? first, 'read'),
    change(part: Partial<ChosenReading>): void {
      if (look === null) return;
      const chosen = { ...look.chosen, ...part };
      setLook({ ...look, chosen });
      setUnsure(unsure.filter((column) => chosen.columns[column] === look.chosen.columns[column]));
      void ask(chosen, 'look');
    },
  };
}

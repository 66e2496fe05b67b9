import { useEffect, useState } from 'react';
import { useServices } from '../../services.ts';
import { createPace } from '../table/pace.ts';
import { createSlices } from '../table/slices.ts';
import { type ChoiceLabels, type FilterSuggestion, suggestSteps } from '../table/suggestions.ts';

/** Minimum time between two looks at the same search, in ms: live updates change the numbers. */
const interval = 500;

const none: readonly FilterSuggestion[] = [];

/**
 * The filters that the last words of the search may mean, while they are wanted. They are looked for in slices, in tasks
 * of their own, so that no key waits for them; those of before stay until then.
 */
export function useSuggestions(wanted: boolean): readonly FilterSuggestion[] {
  const { t, units } = useServices();
  const [found, setFound] = useState(none);
  const { query, filters } = units;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search or filter is another look, at once
  useEffect(() => {
    if (!wanted) return setFound(none);
    const labels: ChoiceLabels = {
      condition: (condition) => t(`units.labels.condition.${condition}`),
      type: (type) => t(`units.labels.type.${type}`),
    };
    const slices = createSlices();
    const look = () => {
      if (slices.busy) return pace.changed();
      let suggestions = none;
      slices.run(
        (function* () {
          suggestions = yield* suggestSteps(units, labels);
        })(),
        { done: () => setFound(suggestions) },
      );
    };
    const pace = createPace(look, interval);
    pace.changed();
    const unsubscribe = units.subscribe(pace.changed);
    return () => {
      unsubscribe();
      pace.stop();
      slices.cancel();
    };
  }, [wanted, units, t, query, filters]);
  return wanted ? found : none;
}

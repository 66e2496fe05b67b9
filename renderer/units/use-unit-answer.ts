import { useEffect, useState } from 'react';

/** A held arrow key passes many units; main is asked about one only after this pause, in ms. */
export const unitRest = 80;

/**
 * What main says of a unit; null until it is known. An answer stays until the next one to the same question, and one that
 * comes after another question is not taken for its answer.
 * @param question names the unit, and what is asked about it
 * @param ask does not reject; another function asks again
 */
export function useUnitAnswer<A>(question: string, ask: () => Promise<A>): A | null {
  const [last, setLast] = useState<{ readonly question: string; readonly answer: A } | null>(null);
  useEffect(() => {
    let left = false;
    const timer = setTimeout(async () => {
      const answer = await ask();
      if (!left) setLast({ question, answer });
    }, unitRest);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [question, ask]);
  return last?.question === question ? last.answer : null;
}

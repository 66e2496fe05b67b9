import { type RefObject, useEffect, useRef } from 'react';
import { useServices } from '../services.ts';
import type { Here } from './action.ts';

/** The services of the last render, for what happens later: a key, a choice in a menu. */
export function useLatestHere(): RefObject<Here> {
  const here = useServices();
  const latest = useRef(here);
  useEffect(() => {
    latest.current = here;
  });
  return latest;
}

import { useEffect, useRef } from 'react';
import { useServices } from '../services.ts';
import { followAskedUnit } from './asked-unit.ts';

/** Follows links to units and clicked notifications, whatever the window shows. */
export function useAskedUnit(): void {
  const here = useServices();
  const latest = useRef(here);
  useEffect(() => {
    latest.current = here;
  });
  useEffect(() => followAskedUnit(() => latest.current), []);
}

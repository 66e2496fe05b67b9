import { useEffect, useRef } from 'react';
import { observable } from '../observable.ts';
import { useServices } from '../services.ts';
import { type Here, hasSession } from './action.ts';
import { goToUnit } from './go-to-unit.ts';

/** Shows the unit of a link from outside, as soon as somebody is signed in and the list has it, or says that it has not. */
export function useLinkedUnit(): void {
  const here = useServices();
  const latest = useRef(here);
  useEffect(() => {
    latest.current = here;
  });
  const { desktop } = here;
  useEffect(() => {
    const asked = observable<string | null>(null);
    const look = () => {
      const id = asked.get();
      if (id === null || !resolve(latest.current, id)) return;
      asked.set(null);
    };
    const { desk, list, units, setup } = latest.current;
    const stop = [
      desktop.on('unitAsked', ({ id }) => {
        asked.set(id);
        look();
      }),
      ...[desk.state, list.state, units, setup].map(({ subscribe }) => subscribe(look)),
    ];
    return () => {
      for (const each of stop) each();
    };
  }, [desktop]);
}

/** True if the unit is shown, or known not to be there. */
function resolve(here: Here, id: string): boolean {
  const { units, list, say, t } = here;
  if (!hasSession(here)) return false;
  if (units.find(id) !== undefined) {
    goToUnit(here, id);
    return true;
  }
  if (list.state.get().phase !== 'ready' || units.busy) return false;
  say(t('actions.noUnit', { id }));
  return true;
}

import type { Call, Handlers, HandlersOf } from '../../contract/calls.ts';
import type { Workplace } from '../workplace.ts';

/**
 * The calls about the units of the current connection: the list and the live updates.
 * @param current throws `configuration` if there is no connection
 */
export function createUnitCalls(current: () => Workplace): { calls: HandlersOf<'units' | 'live'> } {
  return {
    calls: {
      listUnits: ({ run }) => current().units.list(run),
      cachedUnits: ({ from }) => current().cachedUnits(from),
      cancelUnits: ({ run }) => current().units.cancel(run),
      unitFields: ({ id }) => current().unitFields(id),
      followUnits: ({ ids }) => current().live.follow(ids),
      pauseLive: ({ paused }) => current().live.pause(paused),
      watchUnits: ({ ids, watched }) => current().watch.change(ids, watched),
    },
  };
}

/** Passes these calls to a feature that each connection has; `current` finds that of the current one, or throws. */
export function passedOn<C extends Call>(
  names: readonly C[],
  current: () => Pick<Handlers, C>,
): { calls: Pick<Handlers, C> } {
  const call = (name: C): Handlers[C] => ((input) => current()[name](input)) as Handlers[C];
  return { calls: Object.fromEntries(names.map((name) => [name, call(name)])) as Pick<Handlers, C> };
}

import type { Call, Handlers } from '../../contract/calls.ts';
import type { Workplace } from '../workplace.ts';
import type { Slice } from './slices.ts';
import { connected, workplaceState } from './workplaces.ts';

/** What the current connection shows: its accounts, and its units with their live updates. */
export function createUnitCalls(
  here: () => Workplace | undefined,
): Slice<'units' | 'live', keyof ReturnType<typeof workplaceState>> {
  const current = () => connected(here());
  return {
    state: () => workplaceState(here()),
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

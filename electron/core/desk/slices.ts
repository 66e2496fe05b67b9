import type { Call, Handlers, HandlersOf } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { Feature } from '../../contract/names.ts';

/** What a feature adds to the desk: its calls, and its part of the state. */
export interface Slice<F extends Feature, S extends keyof DeskState> {
  calls: HandlersOf<F>;
  state(): Pick<DeskState, S>;
}

interface AnySlice {
  calls?: object;
  state?(): object;
  close?(): void;
}
/** All members of a union in one type. */
type Merged<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** Combines the calls and the states of the features, which share no name, and closes them in their order. */
export function mergeSlices<const T extends readonly AnySlice[]>(slices: T) {
  type Calls = Merged<T[number] extends infer One ? (One extends { calls: infer C } ? C : never) : never>;
  type State = Merged<T[number] extends infer One ? (One extends { state(): infer S } ? S : never) : never>;
  return {
    calls: Object.assign({}, ...slices.map(({ calls }) => calls)) as Calls,
    state: () => Object.assign({}, ...slices.map((each) => each.state?.())) as State,
    close() {
      for (const each of slices) each.close?.();
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

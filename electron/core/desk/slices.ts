import type { Call, Handlers, HandlersOf } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import { callNames, type Feature } from '../../contract/names.ts';

/** What a feature adds to the desk: its calls, and its part of the state. */
export interface Slice<F extends Feature, S extends keyof DeskState> {
  calls: HandlersOf<F>;
  state(): Pick<DeskState, S>;
}

interface AnySlice {
  calls?: object;
  state?(): object;
  wake?(): void;
  close?(): void | Promise<void>;
}
/** All members of a union in one type. */
type Merged<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** Combines the calls and the states of the features, which share no name; wakes and closes them in their order. */
export function mergeSlices<const T extends readonly AnySlice[]>(slices: T) {
  type Calls = Merged<T[number] extends infer One ? (One extends { calls: infer C } ? C : never) : never>;
  type State = Merged<T[number] extends infer One ? (One extends { state(): infer S } ? S : never) : never>;
  return {
    calls: Object.assign({}, ...slices.map(({ calls }) => calls)) as Calls,
    state: () => Object.assign({}, ...slices.map((each) => each.state?.())) as State,
    wake() {
      for (const each of slices) each.wake?.();
    },
    async close(): Promise<void> {
      const ends = slices.map((each) => each.close?.());
      await Promise.all(ends);
    },
  };
}

/** Passes the calls of these features to those that each connection has; `current` finds them, or throws. */
export function passedOn<F extends Feature>(
  features: readonly F[],
  current: () => HandlersOf<F>,
): { calls: HandlersOf<F> } {
  const names = features.flatMap((feature): readonly Call[] => callNames[feature]);
  const call = (name: Call) => (input: never) => (current() as Handlers)[name](input);
  return { calls: Object.fromEntries(names.map((name) => [name, call(name)])) as HandlersOf<F> };
}

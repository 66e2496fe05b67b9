import type { Following, UnitSink } from './unit-following.ts';

/** A sink, and a promise that rejects when it fails. */
export type FallibleSink = Required<Pick<Following, 'sink' | 'broken'>>;

/** Tells each of these sinks, in their order; fails with the first one that does. */
export function severalSinks(all: readonly FallibleSink[]): FallibleSink {
  const sinks = all.map(({ sink }) => sink);
  const sink: UnitSink = {
    heard(updates) {
      for (const each of sinks) each.heard(updates);
    },
    listBegins() {
      const lists = sinks.map((each) => each.listBegins());
      return {
        page(units, isFirst) {
          for (const list of lists) list.page(units, isFirst);
        },
        complete(ids, isWhole) {
          for (const list of lists) list.complete?.(ids, isWhole);
        },
      };
    },
    changed(state) {
      for (const each of sinks) each.changed?.(state);
    },
  };
  return { sink, broken: Promise.race(all.map(({ broken }) => broken)) };
}

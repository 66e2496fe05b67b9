import type { LiveState, UnitUpdate } from '../../contract/live.ts';
import { isOut } from '../../contract/names.ts';
import { outageBegan } from '../../contract/overlay.ts';
import type { Unit } from '../../contract/units.ts';
import type { Clock } from '../ports.ts';
import type { Ledger } from './ledger.ts';
import { createLookout } from './lookout.ts';

/** How often it is noted that somebody still looks, ms. */
const beatEvery = 60_000;

export type LedgerInput = ReturnType<typeof createLedgerInput>;

/**
 * What lists and live updates tell, as a ledger takes it down, with the times when somebody looked.
 * @param note lets the ledger take something down, now or when it is open
 */
export function createLedgerInput(clock: Clock, note: (act: (ledger: Ledger) => void) => void) {
  const lookout = createLookout(clock.now, (from, to) => note((ledger) => ledger.look(from, to)));
  let stopBeat: () => void = () => undefined;

  function beat(): void {
    lookout.beat();
    stopBeat = clock.later(beatEvery, beat);
  }

  return {
    /** Units may be looked at from now on. */
    begin: beat,
    /** Nobody looks at these units any more. */
    end(): void {
      stopBeat();
      lookout.end();
    },
    /** To be called after each change of the live updates. */
    check: (state: Pick<LiveState, 'phase' | 'cover'>) => lookout.check(state),
    /** When somebody has looked, as far as the ledger was not told yet. */
    untold: lookout.untold,
    /** Live changes. */
    apply(updates: readonly UnitUpdate[]): void {
      const told = updates.filter(({ condition }) => condition !== undefined);
      if (told.length > 0) note((ledger) => tellUpdates(ledger, told));
    },
    /** A list begins. One that fails has no end. */
    listBegins() {
      lookout.begins();
      note((ledger) => ledger.beginList());
      return {
        page(units: readonly Unit[]): void {
          const [now, gap] = [clock.now(), lookout.gap()];
          note((ledger) => {
            for (const { id, condition } of units) ledger.tell(id, now, condition, 'list', gap);
          });
        },
        /** @param isWhole whether it has every unit */
        complete(isWhole: boolean): void {
          const now = clock.now();
          // Whoever has looked all the time knows the other units, too.
          if (isWhole || !lookout.isLooking()) note((ledger) => ledger.endList(now, isWhole));
          lookout.listed(isWhole);
        },
      };
    },
  };
}

function tellUpdates(ledger: Ledger, updates: readonly UnitUpdate[]): void {
  for (const update of updates) {
    const { id, at, condition, wasBack } = update;
    if (condition === undefined) continue;
    const began = outageBegan(update);
    if (wasBack) ledger.tell(id, began ?? at, 'in-service', 'event');
    if (began !== undefined) ledger.tell(id, began, isOut(condition) ? condition : 'out-of-service', 'event');
    if (!isOut(condition)) ledger.tell(id, at, condition, 'event');
  }
}

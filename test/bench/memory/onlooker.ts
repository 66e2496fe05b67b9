import type { UnitUpdate } from '../../../electron/contract/live.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { Service } from '../harness/service.ts';
import type { AtWork, Heard } from './at-work.ts';

/** Stands in the window's place: knows what it would show, and compares that with the service. */
export interface Onlooker {
  heard: Heard;
  /** With the hub silent, the list must say what is shown already. Returns how many units do not. */
  differences(work: AtWork): Promise<number>;
  seen(): { updates: number; renewals: number; differences: number; looks: number };
}

/** @param silence ms; when nothing came for so long, everything has arrived */
export function createOnlooker(service: Service, silence: number): Onlooker {
  const shown = new Map<string, Unit>();
  const seen = { updates: 0, renewals: 0, differences: 0, looks: 0 };
  let tokenEnds: number | null = null;

  return {
    seen: () => seen,
    heard: {
      updates(some) {
        seen.updates += some.length;
        for (const update of some) show(shown, update);
      },
      page(some) {
        for (const unit of some) shown.set(unit.id, unit);
      },
      change({ session }) {
        const ends = session.state().account?.expiresAt ?? null;
        if (ends === tokenEnds || ends === null) return;
        if (tokenEnds !== null) seen.renewals += 1;
        tokenEnds = ends;
      },
    },
    async differences(work) {
      // The line may have ended with its token just now.
      await work.live();
      service.tell({ faults: { hubStalled: true } });
      try {
        await quiet(work, silence);
        const before = new Map(shown);
        work.person.units.splice(0);
        await work.list();
        const found = work.person.units.splice(0).filter((unit) => differs(before.get(unit.id), unit)).length;
        seen.looks += 1;
        seen.differences += found;
        return found;
      } finally {
        service.tell({ faults: { hubStalled: false } });
      }
    },
  };
}

function show(shown: Map<string, Unit>, { id, at, ...said }: UnitUpdate): void {
  const unit = shown.get(id);
  if (unit !== undefined) shown.set(id, { ...unit, ...said, lastEventAt: at } as Unit);
}

function differs(shown: Unit | undefined, unit: Unit): boolean {
  return (
    shown?.floor !== unit.floor || shown.condition !== unit.condition || shown.direction !== unit.direction
  );
}

/** What was sent before has arrived. */
async function quiet({ workplace }: AtWork, silence: number): Promise<void> {
  for (let last = -1; last !== workplace.live.counts().received; ) {
    last = workplace.live.counts().received;
    await new Promise((resolve) => setTimeout(resolve, silence));
  }
}

/** The product's core at work with a hub, as main has it. */
import type { UnitUpdate } from '../../../electron/contract/live.ts';
import type { Unit } from '../../../electron/contract/units.ts';
import type { Workplace } from '../../../electron/core/workplace.ts';
import { type Operator, operator } from '../../fakes/operator.ts';
import type { Service } from '../harness/service.ts';

export interface AtWork {
  workplace: Workplace;
  person: Operator;
  /** Reads the list; the pages are in `person.units`. */
  list(): Promise<unknown>;
  /** Resolves when it is live. */
  live(): Promise<void>;
}

/** What is told to the window, in its order. */
export interface Heard {
  updates?: (updates: UnitUpdate[]) => void;
  page?: (units: Unit[]) => void;
  /** Who is signed in, their token, or the line has changed. */
  change?: (workplace: Workplace) => void;
}

/** Signed in, every unit followed, and live. */
export async function beginWork(service: Service, heard: Heard = {}): Promise<AtWork> {
  const person = operator(
    () => JSON.stringify(service.connection),
    () => service.subscriptionKey,
  );
  let run = 0;
  let begun = false;
  let wake: () => void = () => undefined;
  const workplace: Workplace = await person.begin({
    onUpdates: (updates) => heard.updates?.(updates),
    onPage({ units }) {
      person.units.push(...units);
      heard.page?.(units);
    },
    onChange() {
      wake();
      if (begun) heard.change?.(workplace);
    },
  });
  begun = true;
  const list = () => workplace.units.list(++run);
  /** A connection that has just been made wants the list to be read again. */
  const live = async () => {
    for (;;) {
      const { phase } = workplace.live.state();
      if (phase === 'live') return;
      if (phase === 'catching-up') await list();
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  };
  await workplace.session.signIn();
  workplace.live.follow('all');
  await list();
  await live();
  return { workplace, person, list, live };
}

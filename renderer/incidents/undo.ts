import type { Incident } from '../../electron/contract/incidents.ts';
import { observable } from '../observable.ts';

/** As many steps back as anybody remembers. */
const mostSteps = 50;

/** What was done to some units, and what was known of them before. */
interface Step<Deed> {
  readonly deed: Deed;
  readonly before: readonly Incident[];
}

/** What was done to incidents, the last first, so that it can be undone. */
export function createUndo<Deed>() {
  const last = observable<Step<Deed> | null>(null);
  let steps: { deed: Deed; before: Incident[] }[] = [];

  function show(): void {
    steps = steps.filter(({ before }) => before.length > 0).slice(-mostSteps);
    const top = steps.at(-1);
    last.set(top === undefined ? null : { ...top });
  }

  return {
    /** What can be undone now; another object whenever that changes. */
    last,
    /** Something is being done; `add` says of which units it is done, and what was known of them before. */
    begin(deed: Deed) {
      const step = { deed, before: [] as Incident[] };
      return {
        add(before: readonly Incident[]): void {
          if (before.length === 0) return;
          if (step.before.length === 0) steps.push(step);
          step.before.push(...before);
          show();
        },
      };
    },
    /** Takes the last step out, to undo it. */
    take(): Step<Deed> | null {
      const step = steps.pop() ?? null;
      show();
      return step;
    },
    /** The outages of these units have ended: nothing about them can be undone any more. */
    forget(ids: readonly string[]): void {
      const gone = new Set(ids);
      for (const step of steps) step.before = step.before.filter(({ id }) => !gone.has(id));
      show();
    },
    clear(): void {
      steps = [];
      show();
    },
  };
}

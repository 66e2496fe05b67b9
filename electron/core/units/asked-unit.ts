import type { Slice } from '../desk/slices.ts';

/** The unit that a link or a notification asks for. */
export interface AskedUnit extends Slice<'links', 'askedUnit'> {
  /** The page is to show this unit, or to say that there is none such. */
  ask(id: string): void;
}

/**
 * Keeps what was asked for until the page has shown it. A state rather than an event: at a cold start, after a crash, and for
 * a window that is only made when it is shown there is no page yet that would hear one.
 */
export function createAskedUnit(onChange: () => void): AskedUnit {
  let asked: string | null = null;

  function set(id: string | null): void {
    if (id === asked) return;
    asked = id;
    onChange();
  }

  return {
    ask: set,
    calls: {
      unitShown({ id }) {
        // Another one may have been asked for meanwhile.
        if (id === asked) set(null);
      },
    },
    state: () => ({ askedUnit: asked }),
  };
}

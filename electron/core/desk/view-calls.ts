import type { HandlersOf } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { KeyValue } from '../ports.ts';
import { createViews } from '../settings/views.ts';

/** The table's layout and the saved views. */
export interface ViewCalls {
  calls: HandlersOf<'views'>;
  state(): Pick<DeskState, 'view' | 'savedViews'>;
}

/** @param onChange called after `state()` has changed, even if the disk refuses to store the change */
export function createViewCalls(settings: KeyValue, onChange: () => void): ViewCalls {
  const views = createViews(settings);
  const told = (change: () => void) => {
    try {
      change();
    } finally {
      onChange();
    }
  };
  return {
    calls: {
      keepView: (view) => told(() => views.keep(view)),
      saveViews: (saved) => told(() => views.save(saved.views)),
    },
    state: () => ({ view: views.current(), savedViews: views.saved() }),
  };
}

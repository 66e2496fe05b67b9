import type { Failure } from '../../../electron/contract/failure.ts';
import type { ListedRow } from '../../../electron/contract/rows.ts';
import type { Shortfall } from '../../../electron/contract/units.ts';
import { type DesktopClient, failureOf } from '../../desktop.ts';
import { newRun } from '../../runs.ts';

/** A further list as far as it came. */
export interface ResourceList {
  readonly phase: 'loading' | 'ready' | 'failed';
  /** For the documents of its rows. */
  readonly run: number;
  readonly columns: readonly string[];
  readonly rows: readonly ListedRow[];
  /** Not all of it came, by what the service says (R41), or because it broke off. */
  readonly shortfall: Shortfall | null;
  readonly failure: Failure | null;
}

/**
 * Reads a resource page by page, and shows it after each. Never rejects.
 * @param isLeft asked after each page: nobody looks at the list any more
 */
export async function readResource(
  desktop: Pick<DesktopClient, 'call'>,
  asked: { readonly resource: string; readonly unitId: string },
  show: (list: ResourceList) => void,
  isLeft: () => boolean,
): Promise<void> {
  let total: number | null = null;
  let list: ResourceList = {
    phase: 'loading',
    run: newRun(),
    columns: [],
    rows: [],
    shortfall: null,
    failure: null,
  };
  show(list);
  try {
    while (list.phase === 'loading') {
      const { run, rows } = list;
      const page = await desktop.call('listRows', { run, ...asked, from: rows.length });
      if (isLeft()) return;
      const { columns, shortfall, last } = page;
      ({ total } = page);
      const phase = last ? 'ready' : 'loading';
      list = { ...list, phase, columns, rows: rows.concat(page.rows), shortfall };
      show(list);
    }
  } catch (cause) {
    const received = list.rows.length;
    const shortfall = received > 0 ? { received, total } : null;
    if (!isLeft()) show({ ...list, phase: 'failed', shortfall, failure: failureOf(cause) });
  }
}

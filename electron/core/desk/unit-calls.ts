import type { HandlersOf } from '../../contract/calls.ts';
import type { Exports } from '../export/exports.ts';
import { fileName } from '../export/file-name.ts';
import type { Workplace } from '../workplace.ts';

type UnitCalls = HandlersOf<'units' | 'live' | 'exports'>;

export interface UnitCallsParts {
  /** Throws `configuration` if there is no connection. */
  current: () => Workplace;
  exports: Exports;
}

/** The calls about units: the list, the live updates, the export of rows. */
export function createUnitCalls({ current, exports }: UnitCallsParts): UnitCalls {
  return {
    listUnits: ({ run }) => current().units.list(run),
    cachedUnits: ({ from }) => current().cachedUnits(from),
    cancelUnits: ({ run }) => current().units.cancel(run),
    unitFields: ({ id }) => current().unitFields(id),
    followUnits: ({ ids }) => current().live.follow(ids),
    pauseLive: ({ paused }) => current().live.pause(paused),
    watchUnits: ({ ids, watched }) => current().watch.change(ids, watched),
    startExport: ({ suggestedName }) => exports.start(fileName(suggestedName)),
    exportRows: (input) => exports.rows(input.export, input.rows),
    finishExport: (input) => exports.finish(input.export),
    cancelExport: (input) => exports.cancel(input.export),
  };
}

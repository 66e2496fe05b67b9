import type { Here } from './action.ts';

/** Subscribes to all that the actions read to tell what is possible, and what is on. */
export function sourcesOf({
  desk,
  place,
  setup,
  settingsOpen,
  list,
  units,
  selection,
  csv,
  panes,
  incidents,
}: Here) {
  const sources = [
    desk.state,
    place,
    setup,
    settingsOpen,
    list.state,
    units,
    selection,
    csv.state,
    panes.overview,
    panes.details,
    incidents.list,
    incidents.ended,
    incidents.view,
    incidents.selection,
    incidents.last,
  ];
  return (changed: () => void): (() => void) => {
    const stop = sources.map(({ subscribe }) => subscribe(changed));
    return () => {
      for (const each of stop) each();
    };
  };
}

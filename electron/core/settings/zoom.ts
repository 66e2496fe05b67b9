import { isRecord, jsonIn } from '../json.ts';
import type { KeyValue } from '../ports.ts';

/** The least and the most that the page can be zoomed to, percent. */
export const zoomRange = { least: 50, most: 300 } as const;

/**
 * How large the page is shown, percent; 100 if nothing usable is stored. Read by hand: the window is created before zod
 * and the settings are there, and its first frame must have the right size.
 */
export function readZoom(store: Pick<KeyValue, 'get'>): number {
  const settings = jsonIn(store.get('settings'));
  const zoom = isRecord(settings) ? settings['zoom'] : undefined;
  const { least, most } = zoomRange;
  return typeof zoom === 'number' && Number.isInteger(zoom) && zoom >= least && zoom <= most ? zoom : 100;
}

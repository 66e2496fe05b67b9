import { z } from 'zod';
import { WallSettings } from '../../contract/wall.ts';
import { isRecord, jsonIn } from '../json.ts';
import type { KeyValue } from '../ports.ts';
import { withUnknownParts } from '../storage/unknown-parts.ts';
import { wallEntry } from './wall-start.ts';

const { startsIn, viewSeconds, night } = WallSettings.shape;
/** A value that is not understood (an older or newer version's) falls back to its default. */
const Kept = z.object({
  startsIn: startsIn.catch(false),
  viewSeconds: viewSeconds.catch(20),
  night: night.catch({ isOn: false, from: '22:00', to: '06:00' }),
});

/** How the wall display is set on this computer. */
export function readWall(store: Pick<KeyValue, 'get'>): WallSettings {
  const stored = jsonIn(store.get(wallEntry));
  return Kept.parse(isRecord(stored) ? stored : {});
}

/** Keeps values of another version that this one does not understand. Throws `storage` if the disk refuses. */
export function writeWall(store: KeyValue, settings: WallSettings): void {
  const all = withUnknownParts(jsonIn(store.get(wallEntry)), readWall(store), settings);
  store.set(wallEntry, JSON.stringify(all));
}

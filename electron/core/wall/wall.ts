import type { WallState } from '../../contract/wall.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import type { Slice } from '../desk/slices.ts';
import { readWall, writeWall } from './wall-settings.ts';

/** The wall display: whether the window is one, and how it is set. */
export interface Wall extends Slice<'wall', 'wall'> {
  /** To be called after sleep: a screen that was away may have taken the window out of full screen. */
  wake(): void;
}

/** Creates it, not entered. @param onChange called after a change, before it is written to disk */
export function createWall(
  { storage, desktop }: Pick<DeskPorts, 'storage' | 'desktop'>,
  onChange: () => void,
): Wall {
  let state: WallState = { ...readWall(storage.settings), isOn: false };

  return {
    calls: {
      /** Throws `storage` if the disk refuses; the change still applies to this run. */
      changeWall(input) {
        // `undefined` would remove a value.
        const given = Object.entries(input).filter(([, value]) => value !== undefined);
        const before = state;
        state = { ...state, ...(Object.fromEntries(given) as Partial<WallState>) };
        if (state.isOn !== before.isOn) desktop.fillScreen(state.isOn);
        onChange();
        const { isOn: _now, ...settings } = state;
        if (given.some(([name]) => name !== 'isOn')) writeWall(storage.settings, settings);
      },
    },
    state: () => ({ wall: state }),
    wake() {
      if (state.isOn) desktop.fillScreen(true);
    },
  };
}

import type { DeskState } from '../contract/desk.ts';

/** Makes these keys copy the token from anywhere, in the place of those before; '' for none. False when they are refused. */
export type RegisterShortcut = (keys: string) => boolean;

/** The shortcut that copies the token, and whether the system took it. */
export interface CopyShortcut {
  state(): DeskState['desktop']['shortcut'];
  /** Does nothing for the keys that are on already. */
  apply(keys: string): void;
}

export function createCopyShortcut(register: RegisterShortcut = () => false): CopyShortcut {
  let current = '';
  let state: ReturnType<CopyShortcut['state']> = 'off';
  return {
    state: () => state,
    apply(keys) {
      if (keys === current && state !== 'refused') return;
      const taken = register(keys);
      current = keys;
      state = keys === '' ? 'off' : taken ? 'on' : 'refused';
    },
  };
}

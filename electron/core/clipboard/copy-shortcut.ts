import type { DeskState } from '../../contract/desk.ts';

/** Registers the global shortcut that copies the token, replacing the previous one; '' for none. False when refused. */
export type RegisterShortcut = (keys: string) => boolean;

/** The shortcut that copies the token, and whether the system accepted it. */
export interface CopyShortcut {
  state(): DeskState['desktop']['shortcut'];
  /** Does nothing for keys that are already registered. */
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

import type { DeskState } from '../../contract/desk.ts';

/** Registers the global shortcut that copies the token, replacing the previous one; '' for none. False when refused. */
export type RegisterShortcut = (keys: string) => boolean;

export type CopyShortcut = ReturnType<typeof createCopyShortcut>;

/** The shortcut that copies the token, and whether the system accepted it. */
export function createCopyShortcut(register: RegisterShortcut = () => false) {
  let current = '';
  let state: DeskState['desktop']['shortcut'] = 'off';
  return {
    state: () => state,
    /** Does nothing for keys that are already registered. */
    apply(keys: string): void {
      if (keys === current && state !== 'refused') return;
      const taken = register(keys);
      current = keys;
      state = keys === '' ? 'off' : taken ? 'on' : 'refused';
    },
  };
}

/**
 * The keys of the table, which the table itself answers: here they are named for the list of keys, and so that no action takes
 * one of them.
 */
export const tableKeys = [
  { name: 'move', keys: ['Up', 'Down'] },
  { name: 'extend', keys: ['Shift+Up', 'Shift+Down'] },
  { name: 'all', keys: ['Mod+A'] },
  { name: 'menu', keys: ['Shift+F10', 'ContextMenu'] },
] as const;

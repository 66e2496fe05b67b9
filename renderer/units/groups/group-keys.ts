import type { UnitStore } from '../table/unit-store.ts';

/** The part of a key event that decides. */
interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * Handles the keys of a grouped table. On the row of a group, Left folds it, Right unfolds it, Enter and Space do either;
 * with Ctrl, Left and Right fold and unfold all groups from any row. True if it was one of them.
 * @param move makes the row at a position the active one
 */
export function pressGroup(
  { key, ctrlKey, metaKey, shiftKey, altKey }: Pressed,
  store: Pick<UnitStore, 'groups'>,
  cursor: number,
  move: (position: number) => void,
): boolean {
  const { groups } = store;
  if (!groups.isShown || shiftKey || altKey) return false;
  const isSide = key === 'ArrowLeft' || key === 'ArrowRight';
  if (ctrlKey || metaKey) {
    if (!isSide) return false;
    const active = groups.keyAt(cursor);
    groups.foldAll(key === 'ArrowLeft');
    if (active !== null) move(groups.place(active, cursor));
    return true;
  }
  const group = groups.at(cursor);
  if (group === undefined) return false;
  if (isSide) groups.fold(group.key, key === 'ArrowLeft');
  else if (key === 'Enter' || key === ' ') groups.fold(group.key, !group.folded);
  else return false;
  return true;
}

/** Folds or unfolds the group whose row is at this position, and makes it the active one; false for a unit. */
export function turnGroup(
  { groups }: Pick<UnitStore, 'groups'>,
  position: number,
  move: (position: number) => void,
): boolean {
  const group = groups.at(position);
  if (group === undefined) return false;
  groups.fold(group.key, !group.folded);
  move(position);
  return true;
}

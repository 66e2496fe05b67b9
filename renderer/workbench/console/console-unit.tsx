import { useSyncExternalStore } from 'react';
import type { Unit } from '../../../electron/contract/units.ts';
import { useServices } from '../../services.ts';
import { Combobox, type Suggestion } from '../../ui/combobox.tsx';

/** Most suggestions at once, and how many units of the table are looked at for them. */
const most = 12;
const mostSeen = 5_000;

/** The unit for `{unitId}`: that of the table unless somebody enters another one. */
export function UnitField({ unitId }: { readonly unitId: string | undefined }) {
  const { t, consoleStore, units, desk } = useServices();
  const atHand = useUnitAtHand();
  const value = unitId ?? atHand?.id ?? '';
  function suggestions(isTyped: boolean): Suggestion[] {
    const wanted = isTyped ? value.trim().toLowerCase() : '';
    const watched = (desk.state.get()?.watched ?? []).flatMap((id) => units.find(id) ?? []);
    const found = new Map<string, Suggestion>();
    const add = ({ id, name }: Pick<Unit, 'id' | 'name'>) => {
      const fits = id.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted);
      if (fits && found.size < most) found.set(id, { value: id, note: name });
    };
    for (const unit of [...(atHand ? [atHand] : []), ...watched]) add(unit);
    for (let at = 0; at < Math.min(units.shown, mostSeen) && found.size < most; at += 1) {
      const unit = units.at(at);
      if (unit !== undefined) add(unit);
    }
    return [...found.values()];
  }
  const edit = (id: string) => consoleStore.edit({ unitId: id });
  return (
    <Combobox
      className="console-unit"
      label={t('console.unit')}
      title={t('console.unit')}
      maxLength={512}
      value={value}
      suggestions={suggestions}
      onWrite={edit}
      onChoose={edit}
    />
  );
}

/** The active unit of the table, if it is in the list. Its live updates change nothing here. */
export function useUnitAtHand(): Pick<Unit, 'id' | 'name'> | undefined {
  const { units, activeUnit } = useServices();
  const id = useSyncExternalStore(activeUnit.subscribe, activeUnit.get);
  const name = useSyncExternalStore(units.subscribe, () => (id === null ? undefined : units.find(id)?.name));
  return id === null || name === undefined ? undefined : { id, name };
}

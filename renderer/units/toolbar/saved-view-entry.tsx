import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { MenuEntry } from '../../ui/popover.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ActiveView } from './active-view.ts';

/** Maximum length of a view's name in characters, as in the contract. */
export const longestName = 80;

interface Props {
  readonly name: string;
  /** The table shows it, or what has become of it; null if it shows something else. */
  readonly active: ActiveView | null;
  /** The id of the popover, which closes when a view is applied. */
  readonly menu: string;
  readonly onApply: () => unknown;
  readonly onRename: (name: string) => unknown;
  readonly onDelete: () => unknown;
}

/** One saved view: a click on its name applies it; it can be renamed or deleted. */
export function SavedViewEntry({ name, active, menu, onApply, onRename, onDelete }: Props) {
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const done = (next: string | null) => {
    setRenaming(false);
    if (next !== null && next !== name) onRename(next);
  };
  return (
    <li className="row" aria-current={active !== null || undefined}>
      {renaming ? (
        <Rename name={name} onDone={done} />
      ) : (
        <>
          <MenuEntry menu={menu} onChoose={onApply}>
            <span className="view-mark">{active !== null && <Icon name="check" />}</span>
            <span className="view-name">{name}</span>
            {active !== null && <span className="visually-hidden">({t('layout.activeView.current')})</span>}
            {active?.changed === true && <span className="tag">{t('layout.activeView.changed')}</span>}
          </MenuEntry>
          <IconButton
            label={t('units.views.rename', { name })}
            icon="edit"
            onClick={() => setRenaming(true)}
          />
          <IconButton label={t('units.views.delete', { name })} icon="remove" onClick={onDelete} />
        </>
      )}
    </li>
  );
}

interface RenameProps {
  readonly name: string;
  /** Null if the user cancels. */
  readonly onDone: (name: string | null) => void;
}

function Rename({ name, onDone }: RenameProps) {
  const { t } = useTranslation();
  const [value, setValue] = useState(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim() !== '') onDone(value.trim());
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // Escape would close the popover as well.
    event.preventDefault();
    onDone(null);
  };
  return (
    <form className="row views-rename" onSubmit={submit}>
      <TextField
        // The person has just asked to type here.
        autoFocus
        label={t('units.views.renameTo', { name })}
        maxLength={longestName}
        value={value}
        onChange={setValue}
        onKeyDown={leave}
      />
      <IconButton type="submit" label={t('units.views.rename', { name })} icon="check" />
      <IconButton label={t('action.cancel')} icon="close" onClick={() => onDone(null)} />
    </form>
  );
}

import { useId } from 'react';
import { useServices } from '../../services.ts';
import { Icon } from '../../ui/icons.tsx';
import { MenuEntry, opener, Popover } from '../../ui/popover.tsx';
import { useAnnouncement } from '../../ui/status.tsx';
import { useSelectedUnits } from '../grid/selection.ts';
import { noFilters } from '../table/unit-filters.ts';

/** Time for a search to settle before the number of hidden units is announced, in ms. */
const settling = 600;

/** How many units are selected and how many of them are hidden, with a menu that shows or drops those. */
export function SelectionMenu() {
  const { t, units, selection } = useServices();
  const { shown, hidden } = useSelectedUnits(selection, units);
  const count = shown.length + hidden;
  const text =
    hidden > 0 ? t('grid.selection.countHidden', { count, hidden }) : t('grid.selection.count', { count });
  // That a single row is selected is said by the row.
  useAnnouncement(count > 1 || hidden > 0 ? text : null, settling);
  const id = useId();
  const showHidden = () => units.setFilters(noFilters, '');
  if (count === 0) return null;
  return (
    <>
      <button
        type="button"
        className="button subtle figures selection-count"
        data-hidden={hidden > 0}
        title={hidden > 0 ? t('grid.selection.hiddenHint') : undefined}
        {...opener(id)}
      >
        <span className="selection-long">{text}</span>
        <span className="selection-short" aria-hidden="true">
          {hidden > 0 ? `${shown.length} / ${count}` : count}
        </span>
        <Icon name="chevron" />
      </button>
      <Popover id={id} className="menu" label={t('grid.selection.label')}>
        {hidden > 0 && (
          <>
            <MenuEntry menu={id} onChoose={showHidden}>
              {t('grid.selection.showHidden')}
            </MenuEntry>
            <MenuEntry menu={id} onChoose={selection.chooseShownOnly}>
              {t('grid.selection.dropHidden')}
            </MenuEntry>
          </>
        )}
        <MenuEntry menu={id} onChoose={selection.chooseNone}>
          {t('grid.selection.clear')}
        </MenuEntry>
      </Popover>
    </>
  );
}

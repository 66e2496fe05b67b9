import { useId, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../services.ts';
import { Icon } from '../../ui/icons.tsx';
import { opener, Popover } from '../../ui/popover.tsx';
import { toggled } from '../table/unit-filters.ts';
import { TagChip } from './tag-editor.tsx';

/** The filter by tags: a chip that opens the list of tags, and one that takes the filter away. */
export function TagFilter() {
  const { t, units } = useServices();
  const id = useId();
  const { tags } = units.filters;
  if (!units.notes.hasTags && tags.length === 0) return null;
  const [first = ''] = tags;
  const text =
    tags.length === 1 ? t('notes.filtered', { tag: first }) : t('notes.filteredMany', { count: tags.length });
  return (
    <>
      <button type="button" className="chip" {...opener(id)} title={t('notes.filter')}>
        <Icon name="tag" />
        {t('notes.tags')}
      </button>
      <Popover id={id} label={t('notes.filter')} className="tag-popover">
        <TagChoices />
      </Popover>
      {tags.length > 0 && (
        <TagChip text={text} hint={t('notes.unfilter')} onClick={() => units.setFilters({ tags: [] })} />
      )}
    </>
  );
}

/** The tags of units that the search and the other filters leave, with their numbers. */
function TagChoices() {
  const { t, units } = useServices();
  const { i18n } = useTranslation();
  const version = useSyncExternalStore(units.subscribe, () => units.notes.version);
  const layout = useSyncExternalStore(units.subscribe, units.layout);
  const { tags } = units.filters;
  // biome-ignore lint/correctness/useExhaustiveDependencies: notes and units change in place
  const known = useMemo(
    () => [...units.notes.tags((id) => units.couldShow(id, 'tags'))].sort(([a], [b]) => (a < b ? -1 : 1)),
    [units, version, layout],
  );
  const listed = known.filter(([tag, count]) => count > 0 || tags.includes(tag));
  if (listed.length === 0) return <p className="hint">{t('notes.filterNone')}</p>;
  return (
    <fieldset className="choice">
      <legend>{t('notes.filter')}</legend>
      {listed.map(([tag, count]) => (
        <label key={tag} className="option">
          <input
            type="checkbox"
            checked={tags.includes(tag)}
            onChange={() => units.setFilters({ tags: toggled(tags, tag) })}
          />
          <span className="cut">{tag}</span>{' '}
          <span className="hint">{count.toLocaleString(i18n.language)}</span>
        </label>
      ))}
    </fieldset>
  );
}

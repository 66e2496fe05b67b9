// biome-ignore-all lint/a11y/useSemanticElements: no element is a list of options that a text field leads through
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useServices } from '../services.ts';
import { closeAround, Dialog } from '../ui/dialog.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { entryGroups, type PaletteEntry } from './palette-entries.ts';
import { PaletteOption } from './palette-option.tsx';
import { perform } from './perform.ts';
import { usePaletteSearch } from './use-palette-search.ts';

/** The list of all that can be found and done, led by one text field (the ARIA pattern "combobox with a listbox"). */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const here = useServices();
  const { t, recent } = here;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const { entries, busy } = usePaletteSearch(query);
  const active = Math.min(at, entries.length - 1);
  const optionId = (place: number) => `${id}-${place}`;

  const choose = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    // Before it runs: the focus is then where it was, and the action may move it.
    closeAround(field.current);
    recent.note(entry.key);
    perform(entry, here);
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') {
      // By itself, the first Escape would only empty the field.
      event.preventDefault();
      return closeAround(event.currentTarget);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined && event.key !== 'Enter') return;
    if (event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (step === undefined) choose(entries[active]);
    else if (entries.length > 0) setAt((active + step + entries.length) % entries.length);
  };
  return (
    <Dialog title={t('actions.palette.title')} className="palette" onClose={onClose}>
      <SearchField
        ref={field}
        autoFocus
        role="combobox"
        aria-expanded={entries.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={entries.length > 0 ? optionId(active) : undefined}
        label={t('actions.palette.title')}
        placeholder={t('actions.palette.hint')}
        maxLength={200}
        value={query}
        onChange={(next) => {
          setQuery(next);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div id={id} role="listbox" className="palette-list" aria-label={t('actions.palette.title')}>
        {entryGroups.map((group) => (
          <Group key={group} group={group} entries={entries}>
            {(entry, place) => (
              <PaletteOption
                key={entry.key}
                id={optionId(place)}
                entry={entry}
                active={place === active}
                onPoint={() => setAt(place)}
                onChoose={() => choose(entry)}
              />
            )}
          </Group>
        ))}
      </div>
      <Outcome query={query} count={entries.length} busy={busy} />
      <p className="hint palette-use">{t('actions.palette.use')}</p>
    </Dialog>
  );
}

interface GroupProps {
  readonly group: PaletteEntry['group'];
  readonly entries: readonly PaletteEntry[];
  readonly children: (entry: PaletteEntry, place: number) => ReactNode;
}

/** The entries of one group under its heading; nothing without any. */
function Group({ group, entries, children }: GroupProps) {
  const { t } = useServices();
  const id = useId();
  if (!entries.some((entry) => entry.group === group)) return null;
  return (
    <div role="group" aria-labelledby={id}>
      <p id={id} className="palette-group">
        {t(`actions.palette.${group}`)}
      </p>
      {entries.map((entry, place) => entry.group === group && children(entry, place))}
    </div>
  );
}

interface OutcomeProps {
  readonly query: string;
  readonly count: number;
  readonly busy: boolean;
}

/** How much was found, for everybody where it is nothing, else for screen readers, which do not see the list grow. */
function Outcome({ query, count, busy }: OutcomeProps) {
  const { t } = useServices();
  const [said, setSaid] = useState('');
  const text = busy
    ? t('actions.palette.looking')
    : count > 0
      ? t('actions.palette.found', { count })
      : t('actions.palette.none', { query });
  useEffect(() => {
    // Lets somebody finish typing first.
    const timer = setTimeout(() => setSaid(text), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <>
      {count === 0 && (
        <p className="hint palette-none" aria-hidden="true">
          {text}
        </p>
      )}
      {/* The window's own status region is out of reach while a modal dialog is open. */}
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </>
  );
}

import { type ComponentProps, type KeyboardEvent, useId, useState } from 'react';
import type { SearchField } from './search-field.tsx';
import { TextField } from './text-field.tsx';

/** A suggestion, and what it is. */
export interface Suggestion {
  readonly value: string;
  readonly note?: string;
}

interface Props extends Omit<ComponentProps<typeof TextField>, 'list' | 'role' | 'onChange'> {
  readonly label: string;
  readonly value: string;
  /** What is written in; a field for text if it is not named. */
  readonly field?: typeof TextField | typeof SearchField;
  /** The name of the list; that of the field if it has none of its own. */
  readonly listLabel?: string;
  /** Those for what was written last; all of them when `isTyped` is false. */
  readonly suggestions: (isTyped: boolean) => readonly Suggestion[];
  /** Whether suggestions are of use now, for those that take a while to find. */
  readonly onWanted?: (isWanted: boolean) => void;
  /** @param caret where in the text the person is */
  readonly onWrite: (value: string, caret: number) => void;
  readonly onChoose: (value: string) => void;
  /** Enter where no suggestion is chosen; without it, Enter is for the form around the field. */
  readonly onEnter?: () => void;
  /** Escape where no list is open. */
  readonly onEscape?: () => void;
}

/**
 * A field with a list of suggestions (ARIA, combobox pattern), which keeps the focus: the arrow keys go through the list and
 * the field, Enter chooses, Escape closes the list.
 */
export function Combobox({ suggestions, onWanted, onWrite, onChoose, onEnter, onEscape, ...rest }: Props) {
  const { field: Field = TextField, listLabel, className = '', ...field } = rest;
  const id = useId();
  const [list, setList] = useState<{ readonly isTyped: boolean; readonly active: string | null } | null>(
    null,
  );
  const options = list === null ? [] : suggestions(list.isTyped);
  const isOpen = options.length > 0;
  const at = options.findIndex(({ value }) => value === list?.active);
  const close = () => {
    setList(null);
    onWanted?.(false);
  };
  const choose = (value: string) => {
    close();
    onChoose(value);
  };
  const move = (key: string) => {
    const isTyped = list?.isTyped ?? false;
    const all = list === null ? suggestions(false) : options;
    setList({ isTyped, active: all[placeAfter(key, at, all.length)]?.value ?? null });
    onWanted?.(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // These keys belong to the input method.
    if (event.nativeEvent.isComposing) return;
    const chosen = options[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key);
    } else if (event.key === 'Escape' && (isOpen || onEscape)) {
      // By itself, it would empty a field for a search.
      event.preventDefault();
      if (isOpen) event.stopPropagation();
      else onEscape?.();
      close();
    } else if (event.key === 'Enter') {
      if (chosen || onEnter) event.preventDefault();
      if (chosen) return choose(chosen.value);
      close();
      onEnter?.();
    }
  };
  return (
    <div className={`combobox ${className}`}>
      <Field
        {...field}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
        onInput={({ currentTarget }) => {
          setList({ isTyped: true, active: null });
          onWanted?.(true);
          onWrite(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {isOpen && (
        <div id={id} role="listbox" className="figures suggestions" aria-label={listLabel ?? field.label}>
          {options.map(({ value, note }, place) => (
            <Option
              key={value}
              id={`${id}-${place}`}
              value={value}
              note={note}
              active={place === at}
              onChoose={() => choose(value)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** The place that an arrow key moves to, round the list and through the field (-1). */
function placeAfter(key: string, place: number, count: number): number {
  if (key === 'ArrowDown') return place + 1 < count ? place + 1 : -1;
  return place < 0 ? count - 1 : place - 1;
}

const bringIntoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });

interface OptionProps {
  readonly id: string;
  readonly value: string;
  readonly note: string | undefined;
  readonly active: boolean;
  readonly onChoose: () => void;
}

function Option({ id, value, note, active, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the text field has the focus and names the current option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the text field has the keys
    <div
      id={id}
      role="option"
      className="suggestion"
      aria-selected={active}
      ref={active ? bringIntoView : null}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="cut">{value}</span>
      {note !== undefined && (
        <>
          {' '}
          <span className="cut hint">{note}</span>
        </>
      )}
    </div>
  );
}

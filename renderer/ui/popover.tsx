import { type ComponentProps, type ReactNode, useState } from 'react';
import { Icon } from './icons.tsx';

interface Props {
  /** For the button that opens it. */
  readonly id: string;
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * Makes a button open the popover with this id, beside it, or close it from within. The place is named, because only
 * newer Chromium (133) takes the button for it by itself.
 */
export function opener(id: string): Pick<ComponentProps<'button'>, 'popoverTarget' | 'style'> {
  return { popoverTarget: id, style: { anchorName: `--${id}` } };
}

/** A popover whose content is rendered only while it is open: otherwise it would delay the first paint of the window. */
export function Popover({ id, label, className = '', children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <section
      id={id}
      popover="auto"
      className={`popover ${className}`}
      style={{ positionAnchor: `--${id}` }}
      aria-label={label}
      onBeforeToggle={(event) => event.newState === 'open' && setOpen(true)}
      // Unmount only after closing: focus returns to the button only if the focused element still exists.
      onToggle={(event) => event.newState === 'closed' && setOpen(false)}
    >
      {open && children}
    </section>
  );
}

interface EntryProps {
  /** The id of the popover, which closes on a choice. */
  readonly menu: string;
  /** What screen readers say about the current entry, which cannot be chosen. */
  readonly current?: string | null;
  readonly onChoose: () => unknown;
  readonly children: ReactNode;
}

/** An entry of a menu: a button, or only its content if it is the current one. */
export function MenuEntry({ menu, current = null, onChoose, children }: EntryProps) {
  if (current === null) {
    return (
      <button
        type="button"
        className="menu-entry"
        onClick={() => {
          // First: an entry that goes away with its own choice would not close the menu any more.
          document.getElementById(menu)?.hidePopover();
          onChoose();
        }}
      >
        {children}
      </button>
    );
  }
  return (
    <span className="menu-entry">
      <Icon name="check" />
      {children}
      <span className="visually-hidden">({current})</span>
    </span>
  );
}

import { type ReactNode, useState } from 'react';

interface Props {
  /** For the button that opens it. */
  readonly id: string;
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** A popover whose content is rendered only while it is open: otherwise it would delay the first paint of the window. */
export function Popover({ id, label, className, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <section
      id={id}
      popover="auto"
      className={`popover ${className}`}
      aria-label={label}
      onBeforeToggle={(event) => event.newState === 'open' && setOpen(true)}
      // Unmount only after closing: focus returns to the button only if the focused element still exists.
      onToggle={(event) => event.newState === 'closed' && setOpen(false)}
    >
      {open && children}
    </section>
  );
}

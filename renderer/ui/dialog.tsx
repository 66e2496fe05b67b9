import { type ComponentProps, useId } from 'react';

/** A modal dialog, open for as long as it is rendered. Its `title` is its heading; the last part are its buttons. */
export function Dialog({ title, className = '', children, ...rest }: ComponentProps<'dialog'>) {
  const id = useId();
  return (
    <dialog {...rest} ref={show} className={`dialog ${className}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

/** Always the same function, so that React calls it only when the dialog enters and leaves the page. */
function show(dialog: HTMLDialogElement | null): void {
  if (dialog?.open === false) dialog.showModal();
}

/** Closes the dialog around a part of it, so that the focus goes back to where it was before. */
export function closeAround(part: Element): void {
  part.closest('dialog')?.close();
}

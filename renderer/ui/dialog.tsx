import {
  type ComponentProps,
  createContext,
  type RefObject,
  useContext,
  useId,
  useLayoutEffect,
  useRef,
} from 'react';

const DialogAround = createContext<RefObject<HTMLDialogElement | null> | null>(null);

/** A modal dialog, open for as long as it is rendered. Its `title` is its heading; the last part are its buttons. */
export function Dialog({ title, className = '', children, ...rest }: ComponentProps<'dialog'>) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  return (
    <dialog {...rest} ref={dialog} className={`dialog ${className}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <DialogAround value={dialog}>{children}</DialogAround>
    </dialog>
  );
}

/**
 * Tells whether a part of the page is still seen. A dialog leaves the page some time after it was closed: Chromium tells of
 * the closing with the next frame.
 */
export function useInSight(): () => boolean {
  const dialog = useContext(DialogAround);
  const isThere = useRef(false);
  useLayoutEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return () => isThere.current && (dialog === null || dialog.current?.open === true);
}

/** Closes the dialog around a part of it, so that the focus goes back to where it was before. */
export function closeAround(part: Element | null): void {
  part?.closest('dialog')?.close();
}

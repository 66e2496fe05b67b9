import { type ReactNode, useEffect, useRef } from 'react';

/** The heading of a screen. Takes the focus if the focused element went away with the previous screen. */
export function ScreenHeading({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // In the next frame, which lays the new screen out anyway: a focus before it would have it done twice.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

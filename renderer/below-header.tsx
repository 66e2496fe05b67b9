import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

const hostId = 'below-header';

/** Where the lines below the header appear, in the flow: they move the screen down and cover nothing. */
export function BelowHeaderHost() {
  return <div id={hostId} className="below-header" />;
}

/** Shows its content there. A menu of the header closes before its action fails, so the failure cannot be inside it. */
export function BelowHeader({ children }: { readonly children: ReactNode }) {
  const host = document.getElementById(hostId);
  return host && createPortal(children, host);
}

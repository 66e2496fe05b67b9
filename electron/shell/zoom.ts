import type { WebContents } from 'electron';

/**
 * Returns the function that shows the page in a size, in percent. The first size is that of the window's creation, so
 * nothing is done for it; without a page nothing is done either, because the next window is created in the stored size.
 */
export function createZoom(contents: () => WebContents | undefined): (zoom: number) => void {
  let shown: number | undefined;
  return (zoom) => {
    if (shown !== undefined && zoom !== shown) contents()?.setZoomFactor(zoom / 100);
    shown = zoom;
  };
}

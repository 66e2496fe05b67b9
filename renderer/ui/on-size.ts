import { flushSync } from 'react-dom';

/**
 * Calls at the beginning and whenever the size of the element has changed: when the frame has been laid out, so that measuring
 * costs nothing, and before it is painted; what is set then is drawn in the same frame. The returned function ends it.
 */
export function onSize(element: Element, measure: () => void): () => void {
  const resized = new ResizeObserver(() => flushSync(measure));
  resized.observe(element);
  return () => resized.disconnect();
}

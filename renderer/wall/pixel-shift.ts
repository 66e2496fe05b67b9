/** How far the picture goes from its place, px. */
const radius = 6;
/** How many places it has, one after the other. */
const places = 12;

/** Where the picture stands in this minute: it goes round slowly, so that nothing burns into the screen. In px. */
export function pixelShift(minute: number): { readonly x: number; readonly y: number } {
  const angle = (2 * Math.PI * (minute % places)) / places;
  return { x: Math.round(radius * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) };
}

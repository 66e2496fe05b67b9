/**
 * A random id for work that main does for this page, or the start of a counter. Main may still send results for the
 * page before a reload; their ids differ.
 */
export function newRun(): number {
  return Math.floor(Math.random() * 2 ** 52);
}

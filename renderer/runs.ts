/**
 * Names something that main does for this page, or is counted up from. Nothing that the page before a reload asked for
 * has it: main may still send what comes of that.
 */
export function newRun(): number {
  return Math.floor(Math.random() * 2 ** 52);
}

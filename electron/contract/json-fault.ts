/** Where a text stops being JSON, counted from 1; null if it is JSON. */
export function jsonFault(text: string): { line: number; column: number } | null {
  if (faultOf(text) === 'none') return null;
  const before = text.slice(0, faultAt(text)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/**
 * The index of the first character that cannot continue JSON; the length of a text that ends too early. V8 does not
 * always report the position, but whether a prefix could still become JSON: this searches the shortest that could not.
 */
function faultAt(text: string): number {
  if (faultOf(text) === 'too short') return text.length;
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (faultOf(text.slice(0, middle)) === 'wrong') bad = middle;
    else good = middle;
  }
  return good;
}

function faultOf(text: string): 'none' | 'too short' | 'wrong' {
  try {
    JSON.parse(text);
    return 'none';
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    if (/^Unexpected end|^Unterminated string/.test(message)) return 'too short';
    // Something is missing after the last character.
    const at = /position (\d+)/.exec(message)?.[1];
    return at !== undefined && Number(at) >= text.length ? 'too short' : 'wrong';
  }
}

/** Where a text stops being JSON, counted from 1; null when it is JSON. */
export function jsonFault(text: string): { line: number; column: number } | null {
  try {
    JSON.parse(text);
    return null;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    // V8 says where, but for a text that simply ends too soon.
    const place = /line (\d+) column (\d+)/.exec(message);
    if (place) return { line: Number(place[1]), column: Number(place[2]) };
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const before = text.slice(0, at).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
}

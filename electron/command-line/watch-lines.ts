import type { UnitUpdate } from '../contract/live.ts';
import type { Unit } from '../contract/units.ts';
import { printableJson } from '../core/printable.ts';

/** Where a line comes from: from an event, or from the list when it was read again after a disconnect. */
type Source = 'live' | 'list';

/**
 * POSIX guarantees that a pipe takes this many bytes completely or not at all (_POSIX_PIPE_BUF), so nobody reads half a
 * line when the process ends.
 */
const atomic = 512;
const fields = ['status', 'condition', 'floor', 'direction'] as const;
type News = { [F in (typeof fields)[number]]?: Unit[F] | undefined };
type Line = News & { id: string; at: string; source: Source };

export type WatchLines = ReturnType<typeof createWatchLines>;

/**
 * The last known state of the watched units, and the changes that were not written yet. If a reader is slow, several
 * changes of a unit become one line: memory grows with the units, not with time.
 */
export function createWatchLines() {
  const known = new Map<string, News>();
  const waiting = new Map<string, Line>();
  let spare: string | undefined;

  function learn(id: string, news: News): void {
    known.set(id, { ...known.get(id), ...news });
  }

  function add(id: string, news: News, at: number, source: Source): void {
    const before = waiting.get(id);
    waiting.delete(id);
    const line = { id, at: new Date(at).toISOString(), source };
    waiting.set(id, Object.assign(before ?? line, line, news));
  }

  function take(): string | undefined {
    if (spare !== undefined) {
      const text = spare;
      spare = undefined;
      return text;
    }
    const [first] = waiting;
    if (!first) return undefined;
    waiting.delete(first[0]);
    return `${printableJson(JSON.stringify(first[1]))}\n`;
  }

  return {
    /** Adds an event. */
    heard({ at, id, outAt: _at, wasBack: _back, ...news }: UnitUpdate): void {
      learn(id, news);
      add(id, news, at, 'live');
    },
    /** Adds a unit from the list; changes become a line, except for the first list. `at` is ms since 1970. */
    listed(unit: Unit, at: number, isFirst: boolean): void {
      const { id } = unit;
      const before = known.get(id);
      const news = Object.fromEntries(
        fields.filter((field) => unit[field] !== before?.[field]).map((field) => [field, unit[field]]),
      ) as News;
      learn(id, news);
      if (!isFirst && Object.keys(news).length > 0) add(id, news, at, 'list');
    },
    /** Whole lines of at most `atomic` bytes together, or a single longer line; undefined if nothing is waiting. */
    next(): string | undefined {
      let text = take();
      if (text === undefined) return undefined;
      for (let more = take(); more !== undefined; more = take()) {
        if (Buffer.byteLength(text) + Buffer.byteLength(more) > atomic) {
          spare = more;
          break;
        }
        text += more;
      }
      return text;
    },
  };
}

/** The tasks of a page in what Chromium records of its threads (Trace Event Format, times in µs). */

export interface PageTask {
  /** From its begin to its end, ms: so long nothing else could happen in the page. */
  wall: number;
  /** Of that on a core, ms: the rest it has waited for one. */
  cpu: number;
}

export interface Trace {
  traceEvents: TraceEvent[];
}

interface TraceEvent {
  name: string;
  /** "X" is a piece of work with a duration, "M" says what a thread is called. */
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** Those of the threads that run pages. One that runs within another is a part of it. Throws where there is none. */
export function pageTasks({ traceEvents }: Trace): PageTask[] {
  const threads = new Set(
    traceEvents
      .filter(({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const tasks = traceEvents.flatMap((event) =>
    event.ph === 'X' && event.name.endsWith('RunTask') && threads.has(threadOf(event))
      ? [{ wall: (event.dur ?? 0) / 1_000, cpu: (event.tdur ?? 0) / 1_000 }]
      : [],
  );
  if (tasks.length === 0) throw new Error('no task of a page was recorded');
  return tasks;
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;

import type { ErrorCode } from '../../../contract/failure.ts';
import { refusal } from '../../api/client.ts';
import { pause } from '../../backoff.ts';
import { type AppError, toAppError } from '../../errors.ts';
import { type BoundedAnswer, requestText } from '../../http/bounded-request.ts';
import { jsonIn, withNumbersAsTexts } from '../../json.ts';
import { createEventReader } from '../../live/updates.ts';
import type { Clock } from '../../ports.ts';
import { connectToHub, type HubCheckParts } from '../hub-check.ts';
import { checkRequest, negotiationUrl } from '../network-checks.ts';
import type { OtherWords } from './enum-values.ts';
import type { FieldShape } from './field-report.ts';
import { createFieldShapes } from './field-shapes.ts';
import { headerForms } from './header-forms.ts';

/** The hub, by its first response and the events of some seconds. */
export interface HubShape {
  negotiation: {
    status: number;
    headers: Record<string, string>;
    /** What the hub offers, of what SignalR knows. */
    transports: string[];
    fields: FieldShape[];
  } | null;
  /** What is in an event. */
  events: FieldShape[];
  reading: EventsReading;
  failure: ErrorCode | null;
}

/** What MAX Desk makes of the events: numbers only. */
interface EventsReading {
  received: number;
  /** Events or single values with wrong types, too long or out of range. */
  invalid: number;
  columns: Record<string, number>;
  conditions: Record<string, number>;
}

export interface HubShapeParts extends HubCheckParts {
  clock: Clock;
  /** How long events are waited for, ms. */
  listening?: number | undefined;
}

const usualListening = 10_000;
/** More events tell nothing new. */
const enoughEvents = 200;
/** Units per subscription. */
const chunkSize = 200;
const knownTransports = ['WebSockets', 'ServerSentEvents', 'LongPolling'];

/**
 * Negotiates with the hub, subscribes to these units and takes the shape of their events for some seconds. `error` is
 * what went wrong. Throws only when the signal aborts.
 * @param others the words of fields that are no enums
 */
export async function recordHub(
  parts: HubShapeParts,
  ids: readonly string[],
  others: OtherWords,
): Promise<{ hub: HubShape; error: AppError | undefined }> {
  const events = createEventShapes(parts, others);
  let negotiation: HubShape['negotiation'] = null;
  let error: AppError | undefined;
  try {
    const { answer, host } = await negotiate(parts);
    const said = jsonIn(answer.text);
    const fields = createFieldShapes();
    if (said !== undefined) fields.add(said);
    negotiation = {
      status: answer.status,
      headers: headerForms(answer.headers),
      transports: knownTransports.filter((each) => answer.text.includes(`"${each}"`)),
      fields: said === undefined ? [] : fields.report(),
    };
    if (answer.status !== 200 || said === undefined) throw refusal(answer, host);
    await listen(parts, ids, events);
  } catch (cause) {
    parts.signal.throwIfAborted();
    error = toAppError(cause);
  }
  return { hub: { negotiation, ...events.report(), failure: error?.code ?? null }, error };
}

/** SignalR's first request, for what it says in all its parts; the connection itself negotiates anew. */
async function negotiate(parts: HubShapeParts): Promise<{ answer: BoundedAnswer; host: string }> {
  const { hubUrl, subscriptionKeyHeader } = parts.connection.api;
  const { href, host } = new URL(negotiationUrl(hubUrl));
  const { accessToken } = await parts.token();
  const answer = await requestText(parts.http, href, {
    ...checkRequest,
    method: 'POST',
    signal: parts.signal,
    headers: {
      authorization: `Bearer ${accessToken}`,
      [subscriptionKeyHeader]: (await parts.subscriptionKey()) ?? '',
    },
  });
  return { answer, host };
}

async function listen(
  parts: HubShapeParts,
  ids: readonly string[],
  events: ReturnType<typeof createEventShapes>,
): Promise<void> {
  const { clock, signal, listening = usualListening } = parts;
  const enough = Promise.withResolvers<undefined>();
  const hub = await connectToHub(parts, (event, record) => {
    if (events.add(event, record) >= enoughEvents) enough.resolve(undefined);
  });
  // Without units there is nothing to listen to.
  if (ids.length === 0) return hub.close();
  try {
    for (let from = 0; from < ids.length; from += chunkSize)
      await hub.subscribe(ids.slice(from, from + chunkSize));
    const reason = await Promise.race([hub.ended, enough.promise, pause(clock, listening, signal)]);
    signal.throwIfAborted();
    if (reason) throw reason;
  } finally {
    hub.close();
  }
}

function createEventShapes(
  { clock, connection }: Pick<HubShapeParts, 'clock' | 'connection'>,
  others: OtherWords,
) {
  const fields = createFieldShapes(others);
  const reader = createEventReader(() => ({ has: () => true }), connection.api);
  const columns: Record<string, number> = {};
  const conditions: Record<string, number> = {};
  const count = (counts: Record<string, number>, name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  return {
    /** Returns how many events there were. @param record the text that the event came in */
    add(event: unknown, record: string | undefined): number {
      const update = reader.read(event, clock.now(), record);
      if (event !== undefined) fields.add(event, writtenIn(record));
      for (const column of ['id', 'floor', 'status', 'direction'] as const)
        if (update?.[column] !== undefined) count(columns, column);
      if (update?.condition !== undefined) count(conditions, update.condition);
      return reader.counts.received;
    },
    report(): Pick<HubShape, 'events' | 'reading'> {
      const { received, invalid } = reader.counts;
      return {
        events: fields.size() === 0 ? [] : fields.report(undefined, connection.api.fields),
        reading: { received, invalid, columns, conditions },
      };
    },
  };
}

/** The event in a record, with numbers as they are written; undefined where that cannot be told. */
function writtenIn(record: string | undefined): unknown {
  try {
    const message = Object(withNumbersAsTexts(record ?? '')) as { arguments?: unknown };
    return Object(message.arguments)[0];
  } catch {
    return undefined;
  }
}

import { createApiClient } from '../../api/client.ts';
import type { AppError } from '../../errors.ts';
import { checkRequest } from '../network-checks.ts';
import { createOtherWords } from './enum-values.ts';
import { type HubShape, type HubShapeParts, recordHub } from './hub-shape.ts';
import { type ListShape, recordList } from './list-shape.ts';

/** What a service sends, without any value of a person, a place or an id (docs/shapes.md). */
export interface ServiceShapes {
  format: 'max-desk-shapes';
  version: 1;
  product: string;
  list: ListShape;
  /** Null where the connection has no hub. */
  hub: HubShape | null;
}

/**
 * Reads the first pages of the list of units, listens to the hub for some seconds, and describes what came. `error` is
 * the first thing that went wrong. Throws what the client throws for the first page.
 * @param version of MAX Desk
 */
export async function recordShapes(
  parts: HubShapeParts,
  version: string,
): Promise<{ shapes: ServiceShapes; error: AppError | undefined }> {
  const own = parts.connection.api;
  const api = createApiClient({ ...parts, requestTimeout: checkRequest.timeout });
  const others = createOtherWords();
  const { list, ids, error } = await recordList(api, own, others, parts.signal);
  const live = own.hubUrl === '' ? undefined : await recordHub(parts, ids, others);
  return {
    shapes: {
      format: 'max-desk-shapes',
      version: 1,
      product: `MAX Desk ${version}`,
      list,
      hub: live?.hub ?? null,
    },
    error: error ?? live?.error,
  };
}

/** The file that is sent to a developer. */
export function shapesText(shapes: ServiceShapes): string {
  return `${JSON.stringify(shapes, null, 2)}\n`;
}

import { useEffect, useState } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { type Field, fieldsOf } from './fields.ts';

/** What is known of a unit's fields: they are being asked for, here they are, they are not at hand, or why not. */
export type ShownFields =
  | { readonly kind: 'loading' | 'not-at-hand' }
  | { readonly kind: 'ready'; readonly fields: readonly Field[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** An arrow key held down runs past units; only one it rests on is asked for. In ms. */
const rest = 80;

const loading: ShownFields = { kind: 'loading' };

/** Every field of a unit as the API sent it, asked for again when a new list (`fetchedAt`) has come. */
export function useUnitFields(id: string, fetchedAt: number | null): ShownFields {
  const { desktop } = useServices();
  const [answer, setAnswer] = useState<{ readonly id: string; readonly fields: ShownFields } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list may have other fields
  useEffect(() => {
    let left = false;
    const keep = (fields: ShownFields) => {
      if (!left) setAnswer({ id, fields });
    };
    const timer = setTimeout(() => {
      desktop.call('unitFields', { id }).then(
        (sent) => keep(sent === null ? { kind: 'not-at-hand' } : { kind: 'ready', fields: fieldsOf(sent) }),
        (cause: unknown) => keep({ kind: 'failed', failure: failureOf(cause) }),
      );
    }, rest);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [desktop, id, fetchedAt]);
  return answer?.id === id ? answer.fields : loading;
}

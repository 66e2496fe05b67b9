import { memo, useEffect, useId, useState, useSyncExternalStore } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { FieldList } from './field-list.tsx';
import { type Field, fieldsOf } from './fields.ts';

/** The state of a unit's fields: loading, ready, not available in main, or failed. */
type ShownFields =
  | { readonly kind: 'loading' | 'notAtHand' }
  | { readonly kind: 'ready'; readonly fields: readonly Field[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A held arrow key passes many units; one is requested only after this pause, in ms. */
const rest = 80;

const loading: ShownFields = { kind: 'loading' };

/** Every field of a unit as the API sent it, which live updates do not change. */
export const SentFields = memo(function SentFields({ id }: { readonly id: string }) {
  const { t } = useServices();
  const sent = useUnitFields(id);
  const title = useId();
  return (
    <section className="details-fields" aria-labelledby={title}>
      <h3 id={title}>{t('fleet.details.fields')}</h3>
      {(sent.kind === 'loading' || sent.kind === 'notAtHand') && (
        <p className="hint">{t(`fleet.details.${sent.kind}`)}</p>
      )}
      {sent.kind === 'failed' && <FailureMessage failure={sent.failure} />}
      {sent.kind === 'ready' && <FieldList fields={sent.fields} />}
    </section>
  );
});

/** The fields are requested again when a new list has arrived. */
function useUnitFields(id: string): ShownFields {
  const { desktop, list } = useServices();
  const { fetchedAt } = useSyncExternalStore(list.state.subscribe, list.state.get);
  const [answer, setAnswer] = useState<{ readonly id: string; readonly fields: ShownFields } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list may have other fields
  useEffect(() => {
    let left = false;
    const keep = (fields: ShownFields) => {
      if (!left) setAnswer({ id, fields });
    };
    const timer = setTimeout(() => {
      desktop.call('unitFields', { id }).then(
        (sent) => keep(sent === null ? { kind: 'notAtHand' } : { kind: 'ready', fields: fieldsOf(sent) }),
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

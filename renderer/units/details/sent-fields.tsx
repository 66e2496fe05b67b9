import { memo, useCallback, useId, useSyncExternalStore } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { useUnitAnswer } from '../use-unit-answer.ts';
import { FieldList } from './field-list.tsx';
import { type Field, fieldsOf } from './fields.ts';

/** The state of a unit's fields: loading, ready, not available in main, or failed. */
type ShownFields =
  | { readonly kind: 'loading' | 'notAtHand' }
  | { readonly kind: 'ready'; readonly fields: readonly Field[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

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
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list may have other fields
  const ask = useCallback(async (): Promise<ShownFields> => {
    try {
      const sent = await desktop.call('unitFields', { id });
      return sent === null ? { kind: 'notAtHand' } : { kind: 'ready', fields: fieldsOf(sent) };
    } catch (cause) {
      return { kind: 'failed', failure: failureOf(cause) };
    }
  }, [desktop, id, fetchedAt]);
  return useUnitAnswer(id, ask) ?? loading;
}

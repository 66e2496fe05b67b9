import { useTranslation } from 'react-i18next';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { MessageBar } from '../../ui/failure-message.tsx';
import type { ListState } from './units-list.ts';

/** Only a part of the list is shown (R41): how many units, and of how many. */
export function IncompleteList({ list }: { readonly list: ListState }) {
  const { t } = useTranslation();
  const { units, list: loading } = useServices();
  const { incomplete, shortfall, phase } = list;
  if (phase === 'loading' || (!incomplete && shortfall === null)) return null;
  // A cancelled refresh has counts of its own; the rows are those of the list before it.
  const received = incomplete ? units.size : (shortfall?.received ?? 0);
  const total = incomplete ? list.total : (shortfall?.total ?? null);
  const [alone, both] = incomplete
    ? (['units.incomplete', 'units.incompleteOf'] as const)
    : (['units.part', 'units.shortfall'] as const);
  return (
    <MessageBar
      tone="warning"
      title={t('units.incompleteTitle')}
      actions={<Button onClick={() => loading.refresh()}>{t('units.loadAgain')}</Button>}
    >
      <p>{total === null ? t(alone, { received }) : t(both, { received, total })}</p>
    </MessageBar>
  );
}

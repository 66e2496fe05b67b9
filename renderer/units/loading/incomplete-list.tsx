import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { MessageBar } from '../../ui/failure-message.tsx';
import { shortfallOf } from './list-gap.ts';
import type { ListState } from './units-list.ts';

/** Only a part of the list is shown (R41): how many units, and of how many. */
export function IncompleteList({ list }: { readonly list: ListState }) {
  const { t, units, list: loading } = useServices();
  const { incomplete, shortfall, phase } = list;
  const isTold = phase !== 'loading' && (incomplete || shortfall !== null);
  const part = isTold ? shortfallOf(list, units.size) : null;
  if (part === null) return null;
  const { received, total } = part;
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

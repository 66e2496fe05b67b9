import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Translate } from '../../ui/i18n.ts';
import type { GroupText } from './group-row.ts';

/** The texts of groups in the language of the window. */
export function useGroupText(): GroupText {
  const { t } = useTranslation();
  return useMemo(() => groupTextIn(t), [t]);
}

/** The texts of groups in the language of `t`. */
export function groupTextIn(t: Translate): GroupText {
  return {
    name: ({ key, grouping }) => key || t(`groups.without.${grouping}`),
    count: ({ out, total }) => ` — ${t('groups.out', { out, count: total })}`,
    trapped: ({ entrapments }) =>
      entrapments === 0 ? null : t('fleet.watch.trapped', { count: entrapments }),
  };
}

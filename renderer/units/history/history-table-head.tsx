import { useServices } from '../../services.ts';

/** The head of the tables of a history. */
export function HistoryTableHead() {
  const { t } = useServices();
  return (
    <thead>
      <tr>
        <th scope="col">{t('history.from')}</th>
        <th scope="col">{t('units.columns.status')}</th>
        <th scope="col" className="figures">
          {t('history.duration')}
        </th>
      </tr>
    </thead>
  );
}

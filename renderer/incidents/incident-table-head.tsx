import { useServices } from '../services.ts';
import { ChooseAll } from './incident-row-head.tsx';

interface Props {
  /** What its column of times tells. */
  readonly time: 'since' | 'ended';
  /** False for a table whose rows cannot be selected. */
  readonly hasSelection?: boolean;
}

/** The head of the tables of incidents. */
export function IncidentTableHead({ time, hasSelection = true }: Props) {
  const { t } = useServices();
  return (
    <thead>
      <tr>
        {hasSelection && (
          <td>
            <ChooseAll />
          </td>
        )}
        <th scope="col">{t('incidents.columns.unit')}</th>
        <th scope="col">{t('incidents.columns.status')}</th>
        <th scope="col">{t(`incidents.columns.${time}`)}</th>
        <th scope="col">{t('incidents.columns.state')}</th>
      </tr>
    </thead>
  );
}

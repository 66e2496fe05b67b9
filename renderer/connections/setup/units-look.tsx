import { useId } from 'react';
import type { ConnectionSummary } from '../../../electron/contract/connections.ts';
import { type UnitColumn, unitColumns, unitConditions } from '../../../electron/contract/names.ts';
import type { ChosenReading, UnitsLook } from '../../../electron/contract/setup.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { SubscriptionKey } from '../../sign-in/subscription-key.tsx';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FailureMessage, MessageBar } from '../../ui/failure-message.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ScreenHeading } from '../../ui/screen-heading.tsx';
import { useAnnouncement } from '../../ui/status.tsx';
import type { SetupStart } from './setup-fields.ts';
import { UnitsLookResult } from './units-look-result.tsx';
import { useUnitsLook } from './use-units-look.ts';

interface Props {
  readonly start: NonNullable<SetupStart['units']>;
  readonly connection: ConnectionSummary;
}

/** Shows what one page of the units is read as, and lets somebody correct it. */
export function UnitsLookScreen({ start, connection }: Props) {
  const { t, setup } = useServices();
  const { look, unsure, failure, again, change } = useUnitsLook(connection.id, start.chosen);
  const needsKey = failure?.code === 'api-key-missing' || failure?.code === 'api-key-refused';
  useAnnouncement(look === null ? null : t('look.read', { received: look.received }));
  return (
    <div className="page look">
      <div>
        <ScreenHeading>{t('look.title')}</ScreenHeading>
        <p className="about">{t('look.about', { name: connection.name })}</p>
      </div>
      {start.failure !== null && <FailureMessage failure={start.failure} />}
      {failure !== null && <FailureMessage failure={failure} />}
      {needsKey && (
        <div className="card">
          <SubscriptionKey onSaved={() => void again()} />
        </div>
      )}
      {look === null && failure === null && <p className="hint">{t('look.reading')}</p>}
      {look?.received === 0 && (
        <MessageBar tone="info" title={t('units.emptyTitle')}>
          <p>{t('units.emptyText')}</p>
        </MessageBar>
      )}
      {look !== null && look.received > 0 && <Matching look={look} unsure={unsure} onChange={change} />}
      <div className="actions">
        {look !== null && look.received > 0 && <Keep connection={connection} chosen={look.chosen} />}
        <ActionButton action={again}>{t('look.again')}</ActionButton>
        <Button onClick={() => setup.set(null)}>{t('action.cancel')}</Button>
      </div>
    </div>
  );
}

interface MatchingProps {
  readonly look: UnitsLook;
  readonly unsure: readonly UnitColumn[];
  readonly onChange: (part: Partial<ChosenReading>) => void;
}

function Matching({ look, unsure, onChange }: MatchingProps) {
  const { t } = useServices();
  const { chosen, fields } = look;
  return (
    <>
      <section className="card stack">
        <h2>{t('look.columns')}</h2>
        <div className="look-columns">
          {unitColumns.map((column) => (
            <ColumnChoice
              key={column}
              column={column}
              look={look}
              unsure={unsure.includes(column)}
              onChoose={(path) => onChange({ columns: { ...chosen.columns, [column]: path } })}
            />
          ))}
        </div>
        <details>
          <summary>{t('look.fields', { number: fields.length })}</summary>
          <Facts facts={fields.map(({ path, example }) => [path, example])} />
        </details>
      </section>
      <section className="card stack">
        <h2>{t('look.statuses')}</h2>
        <p className="hint">{t(look.statuses.length === 0 ? 'look.noStatus' : 'look.statusesAbout')}</p>
        <div className="look-columns">
          {look.statuses.map((each) => (
            <StatusChoice
              key={each.status}
              {...each}
              onChoose={(condition) =>
                onChange({ statuses: { ...chosen.statuses, [each.status]: condition } })
              }
            />
          ))}
        </div>
      </section>
      <UnitsLookResult look={look} />
    </>
  );
}

interface ColumnProps {
  readonly column: UnitColumn;
  readonly look: UnitsLook;
  /** It is proposed by likelihood only. */
  readonly unsure: boolean;
  readonly onChoose: (path: string) => void;
}

/** The field of one column, with an example of each to choose from. */
function ColumnChoice({ column, look: { chosen, fields }, unsure, onChoose }: ColumnProps) {
  const { t } = useServices();
  const id = useId();
  const path = chosen.columns[column];
  const field = fields.find((each) => each.path === path);
  return (
    <div className="form-field">
      <label htmlFor={id}>{t(`units.columns.${column}`)}</label>
      <select
        id={id}
        className="text-field"
        value={path}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChoose(target.value)}
      >
        <option value="">{t('look.nowhere')}</option>
        {/* What the connection names need not be in this page. */}
        {path !== '' && field === undefined && <option value={path}>{path}</option>}
        {fields.map((each) => (
          <option key={each.path} value={each.path}>
            {`${each.path} · ${each.example}`}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} className="hint setup-finding" data-outcome={unsure ? 'doubtful' : undefined}>
        {unsure && <Icon name="warning" />}
        {unsure ? t('look.unsure', { example: field?.example ?? '' }) : field?.example}
      </p>
    </div>
  );
}

interface StatusProps {
  readonly status: string;
  readonly condition: (typeof unitConditions)[number];
  readonly count: number;
  readonly onChoose: (condition: (typeof unitConditions)[number]) => void;
}

/** What one status of the service means. */
function StatusChoice({ status, condition, count, onChoose }: StatusProps) {
  const { t } = useServices();
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>
        {status} <span className="setup-optional">({t('units.count', { count })})</span>
      </label>
      <select
        id={id}
        className="text-field"
        value={condition}
        onChange={({ target }) => {
          const chosen = unitConditions.find((each) => each === target.value);
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {unitConditions.map((each) => (
          <option key={each} value={each}>
            {t(`units.labels.condition.${each}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

type KeepProps = Pick<Props, 'connection'> & { readonly chosen: ChosenReading };

/** Saves the reading. The screen is left before: the connection is opened again, and its units are read like this. */
function Keep({ connection, chosen }: KeepProps) {
  const { t, desktop, setup, place, say } = useServices();
  const keep = async () => {
    place.set('units');
    setup.set(null);
    try {
      await desktop.call('learnUnits', { connection: connection.id, chosen, step: 'keep' });
      say(t('look.kept'));
    } catch (cause) {
      setup.set({ editing: connection, units: { chosen, failure: failureOf(cause) } });
    }
  };
  return (
    <Button kind="primary" onClick={() => void keep()}>
      {t('look.keep')}
    </Button>
  );
}

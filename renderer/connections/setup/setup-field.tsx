import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupField as Field } from '../../../electron/contract/names.ts';
import type { SetupFinding } from '../../../electron/contract/setup.ts';
import { KeyInput } from '../../sign-in/subscription-key.tsx';
import { Icon } from '../../ui/icons.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { optionalFields, setupFindingText } from './setup-fields.ts';

const icons = { good: 'check', doubtful: 'warning', wrong: 'error' } as const;
const regions = ['ea', 'ams', 'other'] as const;
const protocols = ['b2c', 'oidc'] as const;

export type Region = (typeof regions)[number];

interface LabelledProps {
  readonly id: string;
  readonly label: string;
  readonly optional?: boolean;
  readonly hint: string;
  readonly children: ReactNode;
}

/** A field with its label and a hint, whose id ends in "-hint". */
function Labelled({ id, label, optional = false, hint, children }: LabelledProps) {
  const { t } = useTranslation();
  return (
    <div className="form-field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="setup-optional"> ({t('setup.optional')})</span>}
      </label>
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
      {children}
    </div>
  );
}

interface Props {
  readonly field: Exclude<Field, 'protocol'>;
  readonly value: string;
  readonly finding: SetupFinding | undefined;
  /** The host whose response is pending. */
  readonly asking: string | null;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
}

/** One question of the set-up: its field, a hint, and the finding about the answer. */
export function SetupQuestion({ field, value, finding, asking, onChange, onLeave }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Labelled
      id={id}
      label={t(`setup.fields.${field}.label`)}
      optional={optionalFields.includes(field)}
      hint={t(`setup.fields.${field}.hint`)}
    >
      <TextField
        id={id}
        name={field}
        value={value}
        autoCapitalize="off"
        maxLength={2_000}
        aria-describedby={`${id}-hint ${id}-finding`}
        aria-invalid={finding?.outcome === 'wrong' || undefined}
        onChange={onChange}
        onBlur={onLeave}
      />
      <div id={`${id}-finding`}>
        {asking !== null ? (
          <p className="hint">{t('setup.asking', { host: asking })}</p>
        ) : (
          finding && (
            <p className="hint setup-finding" data-outcome={finding.outcome}>
              <Icon name={icons[finding.outcome]} />
              {setupFindingText(finding, t)}
            </p>
          )
        )}
      </div>
    </Labelled>
  );
}

interface RegionProps {
  readonly region: Region;
  readonly onChoose: (region: Region) => void;
}

/** The region of the portal; fills in what is published for it. */
export function RegionChoice({ region, onChoose }: RegionProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="choice setup-regions">
      <legend>{t('setup.region')}</legend>
      {regions.map((each) => (
        <label key={each} className="option">
          <input type="radio" name="region" checked={each === region} onChange={() => onChoose(each)} />
          {t(`setup.regions.${each}`)}
        </label>
      ))}
      {region === 'ams' && <p className="hint">{t('setup.amsScope')}</p>}
    </fieldset>
  );
}

/** How people sign in at the service. */
export function ProtocolChoice({ value, onChange }: Pick<Props, 'value' | 'onChange'>) {
  const { t } = useTranslation();
  const id = useId();
  const { label, hint } = t('setup.fields.protocol', { returnObjects: true });
  return (
    <Labelled id={id} label={label} hint={hint}>
      <select
        id={id}
        className="text-field"
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      >
        {protocols.map((each) => (
          <option key={each} value={each}>
            {t(`setup.protocols.${each}`)}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** The field for the subscription key, which is not part of the connection and is never read back (R32). */
export function SetupKey({ editing }: { readonly editing: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  const hint = `${t('setup.key.hint')} ${t(editing ? 'setup.key.hintEdit' : 'setup.key.later')}`;
  return (
    <Labelled id={id} label={t('doctor.checks.key')} optional hint={hint}>
      <KeyInput id={id} aria-describedby={`${id}-hint`} />
    </Labelled>
  );
}

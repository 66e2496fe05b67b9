import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupField as Field } from '../../../electron/contract/names.ts';
import type { SetupFinding } from '../../../electron/contract/setup.ts';
import { CheckIcon, ErrorIcon, WarningIcon } from '../../ui/icons.tsx';
import { setupFindingText } from './setup-fields.ts';

const icons = { good: CheckIcon, doubtful: WarningIcon, wrong: ErrorIcon };

interface Props {
  readonly field: Exclude<Field, 'protocol'>;
  readonly value: string;
  readonly optional?: boolean;
  readonly finding: SetupFinding | undefined;
  /** The host whose answer is awaited. */
  readonly asking: string | null;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
}

/** One question of the set-up: its field, what it is for, and what is found about the answer. */
export function SetupQuestion({ field, value, optional = false, finding, asking, onChange, onLeave }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="setup-field">
      <label htmlFor={id}>
        {t(`setup.fields.${field}.label`)}
        {optional && <span className="setup-optional"> ({t('setup.optional')})</span>}
      </label>
      <p id={`${id}-hint`} className="hint">
        {t(`setup.fields.${field}.hint`)}
      </p>
      <input
        id={id}
        name={field}
        type="text"
        value={value}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={2_000}
        aria-describedby={`${id}-hint ${id}-finding`}
        aria-invalid={finding?.outcome === 'wrong' || undefined}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
      />
      <div id={`${id}-finding`}>
        {asking !== null ? (
          <p className="hint">{t('setup.asking', { host: asking })}</p>
        ) : (
          finding && <Finding finding={finding} />
        )}
      </div>
    </div>
  );
}

function Finding({ finding }: { readonly finding: SetupFinding }) {
  const { t } = useTranslation();
  const OutcomeIcon = icons[finding.outcome];
  return (
    <p className="setup-finding" data-outcome={finding.outcome}>
      <OutcomeIcon />
      {setupFindingText(finding, t)}
    </p>
  );
}

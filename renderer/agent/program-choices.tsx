import { type ReactNode, useId } from 'react';
import type { AgentChoice } from '../../electron/contract/agent.ts';
import { type AgentRight, agentRights, type GrantTerm, grantTerms } from '../../electron/contract/names.ts';
import { useServices } from '../services.ts';

interface ChoiceProps<V> {
  readonly value: V;
  readonly onChoose: (value: V) => void;
}

/** The account, with its connection, that the program is to act as; the value is its place among the choices. */
export function AccountChoice({
  choices,
  value,
  onChoose,
}: ChoiceProps<number> & { readonly choices: readonly AgentChoice[] }) {
  const { t } = useServices();
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>{t('programs.account')}</label>
      <select
        id={id}
        className="text-field"
        value={value}
        onChange={({ target }) => onChoose(target.selectedIndex)}
      >
        {choices.map((each, place) => (
          <option key={`${each.connectionId} ${each.accountId}`} value={place}>
            {t('programs.by', each)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What the program may do. */
export function RightChoice(props: ChoiceProps<AgentRight>) {
  const { t } = useServices();
  return (
    <RadioGroup
      {...props}
      legend={t('programs.rights.legend')}
      values={agentRights}
      text={(each) => t(`programs.rights.${each}`)}
      hint={(each) => t(`programs.rightsMean.${each}`)}
    />
  );
}

/** For how long it may. */
export function TermChoice(props: ChoiceProps<GrantTerm>) {
  const { t } = useServices();
  return (
    <RadioGroup
      {...props}
      legend={t('programs.terms.legend')}
      values={grantTerms}
      text={(each) => t(`programs.terms.${each}`)}
    />
  );
}

interface GroupProps<V extends string> extends ChoiceProps<V> {
  readonly legend: string;
  readonly values: readonly V[];
  readonly text: (value: V) => string;
  readonly hint?: (value: V) => ReactNode;
}

function RadioGroup<V extends string>({ legend, values, value, onChoose, text, hint }: GroupProps<V>) {
  const id = useId();
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {values.map((each) => (
        <div key={each}>
          <label className="option">
            <input
              type="radio"
              name={id}
              checked={each === value}
              aria-describedby={hint && `${id}-${each}`}
              onChange={() => onChoose(each)}
            />
            {text(each)}
          </label>
          {hint && (
            <p id={`${id}-${each}`} className="hint option-hint">
              {hint(each)}
            </p>
          )}
        </div>
      ))}
    </fieldset>
  );
}

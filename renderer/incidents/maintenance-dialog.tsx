import { type FormEvent, useId, useState } from 'react';
import type { EndedIncident, Maintenance } from '../../electron/contract/incidents.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { closeAround, Dialog } from '../ui/dialog.tsx';
import { hasMaintenance, maintain, spansOf } from './deeds.ts';
import { fieldText, fieldTime } from './incident-times.ts';

interface Props {
  readonly targets: { readonly open: readonly string[]; readonly ended: readonly EndedIncident[] };
  readonly onClose: () => void;
}

/** Asks which time was maintenance: the whole outage, or a time of its own. */
export function MaintenanceDialog({ targets: given, onClose }: Props) {
  const here = useServices();
  const { t } = here;
  const [targets] = useState(given);
  const [spans] = useState(() => spansOf(here, targets));
  const [those] = useState(() => [...spans.keys()].map(here.incidents.of));
  const [isWhole, setWhole] = useState(true);
  const [first] = useState(() => firstOf(spans));
  const [from, setFrom] = useState(() => fieldText(first.from));
  const [to, setTo] = useState(() => (first.to === null ? '' : fieldText(first.to)));
  const [fault, setFault] = useState<Fault | null>(null);
  const isOpen = targets.ended.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const time = { from: fieldTime(from), to: fieldTime(to) };
    const wrong = isWhole ? null : faultOf(time, isOpen);
    setFault(wrong);
    if (wrong !== null) return;
    const { from: begin, to: end } = time;
    const chosen = isWhole || begin === null ? spans : sameFor(spans, { from: begin, to: end });
    void maintain(here, those, chosen, true);
    closeAround(event.currentTarget);
  };
  return (
    <Dialog title={t('incidents.maintenance.title', { count: spans.size })} onClose={onClose}>
      <p className="hint">{t('incidents.maintenance.about')}</p>
      <form noValidate onSubmit={submit}>
        <div className="choice">
          {([true, false] as const).map((whole) => (
            <label key={String(whole)} className="option">
              <input
                type="radio"
                name="maintenance"
                checked={isWhole === whole}
                onChange={() => setWhole(whole)}
              />
              {t(whole ? 'incidents.maintenance.whole' : 'incidents.maintenance.own')}
            </label>
          ))}
        </div>
        {!isWhole && (
          <div className="wrap incident-times">
            <TimeField label={t('incidents.maintenance.from')} value={from} onChange={setFrom} />
            <TimeField label={t('incidents.maintenance.to')} value={to} onChange={setTo} />
            {isOpen && <p className="hint">{t('incidents.maintenance.endless')}</p>}
          </div>
        )}
        {fault !== null && (
          <p role="alert" className="field-error">
            {t(`incidents.maintenance.${fault}`)}
          </p>
        )}
        <div className="actions dialog-actions">
          {hasMaintenance(here, spans) && (
            <Button closes onClick={() => maintain(here, those, spans, false)}>
              {t('incidents.maintenance.remove')}
            </Button>
          )}
          <Button kind="primary" type="submit">
            {t('incidents.maintenance.set')}
          </Button>
          <Button closes>{t('action.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

type Fault = 'missing' | 'missingEnd' | 'wrong';

/** What is wrong with a time that was entered; null if nothing is. @param isOpen it may go on until the outage ends */
function faultOf({ from, to }: { from: number | null; to: number | null }, isOpen: boolean): Fault | null {
  if (from === null) return 'missing';
  if (to === null) return isOpen ? null : 'missingEnd';
  return from < to ? null : 'wrong';
}

function firstOf(spans: ReadonlyMap<string, readonly Maintenance[]>): Maintenance {
  const [first] = [...spans.values()].flat();
  return first ?? { from: Date.now(), to: null };
}

function sameFor(
  spans: ReadonlyMap<string, unknown>,
  time: Maintenance,
): ReadonlyMap<string, readonly Maintenance[]> {
  return new Map([...spans.keys()].map((id) => [id, [time]]));
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function TimeField({ label, value, onChange }: TimeFieldProps) {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        className="text-field"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}

import { type FormEvent, useEffect, useId, useState, useSyncExternalStore } from 'react';
import { longestNote } from '../../electron/contract/table.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { closeAround, Dialog } from '../ui/dialog.tsx';
import { useTimes } from '../ui/use-now.ts';
import { note, snooze } from './deeds.ts';
import { fieldText, fieldTime, snoozeEnd, snoozeSteps } from './incident-times.ts';
import { MaintenanceDialog } from './maintenance-dialog.tsx';

/** The dialogs about the incidents that are chosen. */
export function IncidentDialogs() {
  const { incidents } = useServices();
  const open = useSyncExternalStore(incidents.dialog.subscribe, incidents.dialog.get);
  const [close] = useState(() => () => incidents.dialog.set(null));
  // One that goes with the screen does not come back with it, over other rows.
  useEffect(() => close, [close]);
  // What was chosen when it opened, whatever ends or begins meanwhile.
  if (open === 'snooze') return <SnoozeDialog ids={incidents.selection.targets().open} onClose={close} />;
  if (open === 'note') return <NoteDialog ids={incidents.selection.targets().open} onClose={close} />;
  if (open === 'maintenance')
    return <MaintenanceDialog targets={incidents.selection.targets()} onClose={close} />;
  return null;
}

interface Props {
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

function SnoozeDialog({ ids: given, onClose }: Props) {
  const here = useServices();
  const { t, incidents } = here;
  const times = useTimes();
  const [those] = useState(() => given.map(incidents.of));
  const [now] = useState(() => Date.now());
  const [own, setOwn] = useState(() => fieldText(snoozeEnd('twoHours', now)));
  const [isPast, setPast] = useState(false);
  const id = useId();
  const until = (end: number | null) => {
    void snooze(here, those, end, end === null ? '' : times.clock(end, Date.now()));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const end = fieldTime(own);
    if (end === null || end <= Date.now()) return setPast(true);
    until(end);
    closeAround(event.currentTarget);
  };
  const isSnoozed = those.some(({ snoozedUntil }) => (snoozedUntil ?? 0) > now);
  return (
    <Dialog title={t('incidents.snooze.title', { count: those.length })} onClose={onClose}>
      <p className="hint">{t('incidents.snooze.about')}</p>
      <div className="actions incident-steps">
        {snoozeSteps.map((step) => (
          <Button key={step} closes onClick={() => until(snoozeEnd(step, Date.now()))}>
            {t(`incidents.snooze.steps.${step}`)}
          </Button>
        ))}
        {isSnoozed && (
          <Button closes onClick={() => until(null)}>
            {t('incidents.snooze.wake')}
          </Button>
        )}
      </div>
      <form noValidate onSubmit={submit}>
        <div className="form-field">
          <label htmlFor={id}>{t('incidents.snooze.own')}</label>
          <div className="row">
            <input
              id={id}
              type="datetime-local"
              className="text-field"
              value={own}
              aria-invalid={isPast || undefined}
              aria-describedby={isPast ? `${id}-error` : undefined}
              onChange={({ target }) => {
                setOwn(target.value);
                setPast(false);
              }}
            />
            <Button type="submit">{t('incidents.snooze.ownButton')}</Button>
          </div>
          {isPast && (
            <p id={`${id}-error`} role="alert" className="field-error">
              {t('incidents.snooze.past')}
            </p>
          )}
        </div>
      </form>
      <div className="actions dialog-actions">
        <Button closes>{t('action.cancel')}</Button>
      </div>
    </Dialog>
  );
}

function NoteDialog({ ids: given, onClose }: Props) {
  const here = useServices();
  const { t, incidents } = here;
  const [those] = useState(() => given.map(incidents.of));
  const [first] = useState(() => new Set(those.map((each) => each.note)));
  // Notes that differ are not mixed: a new one replaces them.
  const [text, setText] = useState(() => (first.size === 1 ? ([...first][0] ?? '') : ''));
  const id = useId();
  const save = (event: FormEvent) => {
    event.preventDefault();
    void note(here, those, text);
    closeAround(event.currentTarget);
  };
  return (
    <Dialog title={t('incidents.note.title', { count: those.length })} onClose={onClose}>
      <form onSubmit={save}>
        <div className="form-field">
          <label htmlFor={id}>{t('incidents.note.label')}</label>
          <textarea
            id={id}
            className="text-field note-field"
            rows={4}
            maxLength={longestNote}
            value={text}
            aria-describedby={`${id}-about`}
            onChange={({ target }) => setText(target.value)}
          />
        </div>
        <p id={`${id}-about`} className="hint">
          {t('incidents.note.about')} {those.length > 1 && t('incidents.note.several')}
        </p>
        <div className="actions dialog-actions">
          <Button kind="primary" type="submit">
            {t('incidents.note.save')}
          </Button>
          <Button closes>{t('action.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

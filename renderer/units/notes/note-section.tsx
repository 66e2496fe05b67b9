import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import { longestNote } from '../../../electron/contract/table.ts';
import { useServices } from '../../services.ts';
import { useIsKept } from '../../ui/use-kept.ts';
import { TagEditor } from './tag-editor.tsx';

/** Time without a key after which the note is saved, in ms. */
const rest = 600;
/** From here on the number of characters that are left is shown. */
const few = 200;

interface Props {
  readonly id: string;
  /** The same ID, as the list of units whose tags are edited. */
  readonly ids: readonly string[];
}

/** What the operator says of a unit: its tags and a note, which are saved at once. */
export function NoteSection({ id, ids }: Props) {
  const { t } = useServices();
  const title = useId();
  return (
    <section className="note-section" aria-labelledby={title}>
      <h3 id={title}>{t('notes.title')}</h3>
      <TagEditor ids={ids} />
      <NoteField id={id} />
      <Privacy />
    </section>
  );
}

/** Who sees it, and how long it lasts (R23). */
function Privacy() {
  const { t } = useServices();
  return <p className="hint">{t(useIsKept() ? 'notes.kept' : 'notes.memory')}</p>;
}

function NoteField({ id }: Pick<Props, 'id'>) {
  const { t, units, notes } = useServices();
  const field = useId();
  const kept = useSyncExternalStore(units.subscribe, () => units.notes.of(id).note);
  /** What has been typed; null shows what is kept. It stays if it cannot be saved. */
  const [draft, setDraft] = useState<string | null>(null);
  const save = useSaving((text) => notes.change([id], { note: text }));
  const text = draft ?? kept;
  const left = longestNote - text.length;
  return (
    <div className="form-field">
      <label htmlFor={field}>{t('notes.note')}</label>
      <textarea
        id={field}
        className="text-field note-field"
        rows={3}
        maxLength={longestNote}
        value={text}
        onChange={({ target }) => {
          setDraft(target.value);
          save.later(target.value);
        }}
        onBlur={async () => {
          if (await save.now()) setDraft(null);
        }}
      />
      {left <= few && <p className="hint">{t('notes.left', { count: left })}</p>}
    </div>
  );
}

/** Saves a text after a pause, and at the latest when the field or the window goes. */
function useSaving(save: (text: string) => Promise<boolean>) {
  const waiting = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isSaved = useRef(true);
  const now = useRef<() => Promise<boolean>>(async () => true);
  now.current = async () => {
    clearTimeout(timer.current);
    const { current: text } = waiting;
    if (text === null) return isSaved.current;
    waiting.current = null;
    isSaved.current = await save(text);
    return isSaved.current;
  };
  useEffect(() => {
    const flush = () => void now.current();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, []);
  return {
    now: () => now.current(),
    later(text: string): void {
      waiting.current = text;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void now.current(), rest);
    },
  };
}

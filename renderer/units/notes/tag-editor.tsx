import { type FormEvent, useId, useMemo, useState, useSyncExternalStore } from 'react';
import { longestTag, mostTags } from '../../../electron/contract/table.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Icon } from '../../ui/icons.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { sharedTags, typedTags } from './tag-texts.ts';

interface Props {
  /** The units whose tags are edited: each change is one of all of them. */
  readonly ids: readonly string[];
}

/** The tags of one or several units, each with a way to remove it, and a field to add one. */
export function TagEditor({ ids }: Props) {
  const { t, units, notes, status } = useServices();
  const version = useSyncExternalStore(units.subscribe, () => units.notes.version);
  const failure = useSyncExternalStore(notes.failure.subscribe, notes.failure.get);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the notes change in place
  const tags = useMemo(() => sharedTags(ids.map((id) => units.notes.of(id).tags)), [ids, units, version]);
  const remove = async (tag: string) => {
    if (await notes.change(ids, { remove: [tag] })) status.set(t('notes.removed', { tag }));
  };
  const ofAll = tags.filter(([, count]) => count === ids.length).length;
  return (
    <div className="tag-editor">
      {tags.length > 0 && (
        <ul className="wrap tag-list" aria-label={t('notes.tags')}>
          {tags.map(([tag, count]) => (
            <li key={tag}>
              <TagChip
                text={count === ids.length ? tag : t('notes.some', { tag, count, of: ids.length })}
                hint={t('notes.remove', { tag })}
                onClick={() => remove(tag)}
              />
            </li>
          ))}
        </ul>
      )}
      {ofAll < mostTags ? (
        <NewTag ids={ids} />
      ) : (
        <p className="hint">{t('notes.full', { count: mostTags })}</p>
      )}
      {failure !== null && <FailureMessage failure={failure} />}
    </div>
  );
}

interface ChipProps {
  readonly text: string;
  /** What a click does. */
  readonly hint: string;
  readonly onClick: () => unknown;
}

/** A chip that a click takes away. */
export function TagChip({ text, hint, onClick }: ChipProps) {
  return (
    <button type="button" className="chip" aria-label={`${text}. ${hint}`} title={hint} onClick={onClick}>
      <span className="cut">{text}</span>
      <Icon name="close" />
    </button>
  );
}

function NewTag({ ids }: Props) {
  const { t, units, notes, status } = useServices();
  const [text, setText] = useState('');
  const list = useId();
  const version = useSyncExternalStore(units.subscribe, () => units.notes.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the notes change in place
  const known = useMemo(() => [...units.notes.tags(() => false).keys()].sort(), [units, version]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const add = typedTags(text, known).slice(0, mostTags);
    if (add.length === 0) return;
    setText('');
    if (await notes.change(ids, { add })) status.set(t('notes.added', { tag: add.join(', ') }));
    // Nobody types it again.
    else setText(text);
  };
  return (
    <form className="key-row" onSubmit={submit}>
      <TextField label={t('notes.add')} value={text} maxLength={longestTag} list={list} onChange={setText} />
      <datalist id={list}>
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      <Button type="submit" busy={text.trim() === ''}>
        {t('notes.addButton')}
      </Button>
    </form>
  );
}

import { type FormEvent, useId, useState } from 'react';
import type { SavedView } from '../../../electron/contract/views.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Popover } from '../../ui/popover.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useAction } from '../../ui/use-action.ts';
import { longestName, SavedViewEntry } from './saved-view-entry.tsx';

/** The limit in the contract. */
const mostViews = 100;

interface Props {
  readonly saved: readonly SavedView[];
}

/** The "Views" button and its popover: the saved views, and a form to save the current one. */
export function ViewsMenu({ saved }: Props) {
  const { t } = useServices();
  const id = useId();
  return (
    <>
      <Button kind="subtle" icon="views" opens={id}>
        {t('units.views.title')}
      </Button>
      <Popover id={id} className="views-popover" label={t('units.views.title')}>
        <Views saved={saved} menu={id} />
      </Popover>
    </>
  );
}

function Views({ saved, menu }: Props & { readonly menu: string }) {
  const { t, desktop, units, status } = useServices();
  /** Announces `said` once main has saved the views. */
  const save = useAction(async (views: SavedView[], said: string) => {
    await desktop.call('saveViews', { views });
    status.set(said);
  });
  const others = (name: string) => saved.filter((view) => view.name !== name);
  return (
    <>
      {saved.length === 0 ? (
        <p className="hint">{t('units.views.none')}</p>
      ) : (
        <ul className="views-list" aria-label={t('units.views.list')}>
          {saved.map((entry) => (
            <SavedViewEntry
              key={entry.name}
              name={entry.name}
              menu={menu}
              onApply={() => {
                units.setView(entry.view);
                status.set(t('units.views.applied', { name: entry.name }));
              }}
              onDelete={() => save.run(others(entry.name), t('units.views.deleted', { name: entry.name }))}
              onRename={(name) => {
                const rest = saved.filter((view) => view === entry || view.name !== name);
                const renamed = rest.map((view) => (view === entry ? { ...view, name } : view));
                return save.run(renamed, t('units.views.saved', { name }));
              }}
            />
          ))}
        </ul>
      )}
      {saved.length < mostViews ? (
        <NewView
          saved={saved}
          onSave={(name) =>
            save.run([...others(name), { name, view: units.view() }], t('units.views.saved', { name }))
          }
        />
      ) : (
        <p className="hint">{t('units.views.full')}</p>
      )}
      {save.failure !== null && <FailureMessage failure={save.failure} />}
    </>
  );
}

function NewView({ saved, onSave }: Props & { readonly onSave: (name: string) => unknown }) {
  const { t } = useServices();
  const id = useId();
  const [name, setName] = useState('');
  const wanted = name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '') return;
    onSave(wanted);
    setName('');
  };
  return (
    <form className="form-field" onSubmit={submit}>
      <label htmlFor={id}>{t('units.views.name')}</label>
      <div className="key-row">
        <TextField id={id} maxLength={longestName} value={name} onChange={setName} />
        <Button type="submit" busy={wanted === ''}>
          {t('units.views.save')}
        </Button>
      </div>
      {saved.some((view) => view.name === wanted) && <p className="hint">{t('units.views.replaces')}</p>}
    </form>
  );
}

import { type FormEvent, useId, useMemo, useState, useSyncExternalStore } from 'react';
import type { SavedView, UnitsView } from '../../../electron/contract/views.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { Popover } from '../../ui/popover.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useAction } from '../../ui/use-action.ts';
import { type ActiveView, activeViewOf } from './active-view.ts';
import { applyView } from './apply-view.ts';
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
  const active = useActiveView(saved);
  const { name = '', changed = false } = active ?? {};
  const title = t(changed ? 'layout.activeView.buttonChanged' : 'layout.activeView.button', { name });
  return (
    <>
      <Button
        kind="subtle"
        icon="views"
        className="views-button"
        data-active={active === null ? undefined : changed ? 'changed' : 'same'}
        title={active === null ? t('units.views.title') : title}
        opens={id}
      >
        {t('units.views.title')}
      </Button>
      <Popover id={id} className="views-popover" label={t('units.views.title')}>
        <Views saved={saved} active={active} menu={id} />
      </Popover>
    </>
  );
}

/** The saved view that the table shows, and whether it was changed since. */
function useActiveView(saved: Props['saved']): ActiveView | null {
  const { units, appliedView } = useServices();
  const applied = useSyncExternalStore(appliedView.subscribe, appliedView.get);
  // As text, so that the saved views are compared only after a change, and not with every live update.
  const current = useSyncExternalStore(units.subscribe, () => JSON.stringify(units.view()));
  return useMemo(
    () => activeViewOf(saved, applied, JSON.parse(current) as UnitsView),
    [saved, applied, current],
  );
}

interface ViewsProps extends Props {
  readonly active: ActiveView | null;
  /** The id of the popover. */
  readonly menu: string;
}

function Views({ saved, active, menu }: ViewsProps) {
  const services = useServices();
  const { t, desktop, units, status, appliedView } = services;
  /** Announces `said` once main has saved the views; `applied` is the one that the table shows from then on. */
  const save = useAction(async (views: SavedView[], said: string, applied: string | null) => {
    await desktop.call('saveViews', { views });
    appliedView.set(applied);
    status.set(said);
  });
  /** Keeps the place of a view in the list. */
  const replace = (name: string) => {
    const views = saved.map((each) => (each.name === name ? { name, view: units.view() } : each));
    return save.run(views, t('units.views.saved', { name }), name);
  };
  const saveAs = (name: string) =>
    save.run([...others(name), { name, view: units.view() }], t('units.views.saved', { name }), name);
  const remove = (name: string) =>
    save.run(others(name), t('units.views.deleted', { name }), appliedView.get());
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
              active={active?.name === entry.name ? active : null}
              menu={menu}
              onApply={() => applyView(services, entry)}
              onDelete={() => remove(entry.name)}
              onRename={(name) => {
                const rest = saved.filter((view) => view === entry || view.name !== name);
                const renamed = rest.map((view) => (view === entry ? { ...view, name } : view));
                const applied = active?.name === entry.name ? name : appliedView.get();
                return save.run(renamed, t('units.views.saved', { name }), applied);
              }}
            />
          ))}
        </ul>
      )}
      {active?.changed === true && (
        <Button className="views-update" onClick={() => replace(active.name)}>
          {t('layout.activeView.update', { name: active.name })}
        </Button>
      )}
      {saved.length < mostViews ? (
        <NewView saved={saved} onSave={saveAs} />
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

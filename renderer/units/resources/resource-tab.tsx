import { memo, useEffect, useId, useMemo, useState } from 'react';
import { exportFormats } from '../../../electron/contract/names.ts';
import type { ResourceSummary } from '../../../electron/contract/rows.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { FailureMessage, MessageBar } from '../../ui/failure-message.tsx';
import { MenuEntry, Popover } from '../../ui/popover.tsx';
import { emptiedByEscape, SearchField } from '../../ui/search-field.tsx';
import { useAnnouncement } from '../../ui/status.tsx';
import { useAction } from '../../ui/use-action.ts';
import { useTold } from '../../ui/use-told.ts';
import { unitRest } from '../use-unit-answer.ts';
import { exportResource, resourceFileName } from './resource-export.ts';
import { type ResourceList, readResource } from './resource-list.ts';
import { ResourceTable } from './resource-table.tsx';
import { type PlacedRow, type RowOrder, viewOf } from './resource-view.ts';

interface Props {
  readonly resource: ResourceSummary;
  /** Id and name of the unit. */
  readonly id: string;
  readonly name: string;
}

/** A further list of the connection, as long as it is looked at. */
export const ResourceTab = memo(function ResourceTab({ resource, id, name }: Props) {
  const { t, desktop } = useServices();
  const { list, again } = useResource(resource, id);
  const [query, setQuery] = useState('');
  const [order, setOrder] = useState<RowOrder>(null);
  const locale = document.documentElement.lang;
  const rows = useMemo(
    () => viewOf(list?.rows ?? [], { query, order, locale }),
    [list, query, order, locale],
  );
  const count = list?.rows.length ?? 0;
  if (list === null) return <p className="hint">{t('resources.loading')}</p>;
  const save = async (row: number) => {
    const saved = await desktop.call('saveDocument', { run: list.run, row });
    return saved === null ? null : t('action.saved', saved);
  };
  const words = query.trim();
  const counted =
    words === '' ? t('resources.count', { count }) : t('resources.found', { shown: rows.length, count });
  const known = count > 0 || list.phase === 'ready' ? [counted] : [];
  return (
    <section className="resource" aria-label={resource.title}>
      {!resource.ofUnit && <p className="hint">{t('resources.notOfUnit')}</p>}
      {list.failure !== null && (
        <FailureMessage
          failure={list.failure}
          actions={<Button onClick={again}>{t('action.tryAgain')}</Button>}
        />
      )}
      <Shortfall list={list} onAgain={again} />
      {count > 0 && (
        <div className="row resource-bar">
          <SearchField
            label={t('resources.search')}
            value={query}
            onChange={setQuery}
            onKeyDown={emptiedByEscape(query, setQuery)}
          />
          <ExportRows resource={resource} unit={name} list={list} rows={rows} />
        </div>
      )}
      <p className="hint" aria-live="polite">
        {[...known, ...(list.phase === 'loading' ? [t('resources.loading')] : [])].join(' · ')}
      </p>
      {count > 0 && rows.length === 0 && <p className="hint">{t('resources.noMatch', { query: words })}</p>}
      {rows.length > 0 && (
        <ResourceTable
          title={resource.title}
          columns={list.columns}
          rows={rows}
          withDocuments={list.rows.some(({ hasDocument }) => hasDocument)}
          order={order}
          onOrder={setOrder}
          onSave={save}
        />
      )}
    </section>
  );
});

/** The list, null until it is asked for; `again` reads it anew. */
function useResource({ name, ofUnit }: ResourceSummary, unitId: string) {
  const { desktop } = useServices();
  const [list, setList] = useState<ResourceList | null>(null);
  const [turn, setTurn] = useState(0);
  // One that is of no unit stays when another unit is looked at.
  const [first] = useState(unitId);
  const id = ofUnit ? unitId : first;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn reads it anew
  useEffect(() => {
    let left = false;
    const asked = { resource: name, unitId: id };
    const timer = setTimeout(() => void readResource(desktop, asked, setList, () => left), unitRest);
    return () => {
      left = true;
      clearTimeout(timer);
      setList(null);
    };
  }, [desktop, name, id, turn]);
  return { list, again: () => setTurn((before) => before + 1) };
}

/** Only a part of the list is shown (R41). */
function Shortfall({ list, onAgain }: { readonly list: ResourceList; readonly onAgain: () => void }) {
  const { t } = useServices();
  const shortfall = list.phase === 'loading' ? null : list.shortfall;
  const { received: count = 0, total = null } = shortfall ?? {};
  const text = total === null ? t('resources.part', { count }) : t('resources.partOf', { count, total });
  // A failure is announced already.
  const isSaid = shortfall !== null && list.failure === null;
  useAnnouncement(isSaid ? `${t('resources.incompleteTitle')}. ${text}` : null);
  if (shortfall === null) return null;
  return (
    <MessageBar
      tone="warning"
      title={t('resources.incompleteTitle')}
      {...(list.failure === null && { actions: <Button onClick={onAgain}>{t('units.loadAgain')}</Button> })}
    >
      <p>{text}</p>
    </MessageBar>
  );
}

interface ExportProps {
  readonly resource: ResourceSummary;
  readonly unit: string;
  readonly list: ResourceList;
  readonly rows: readonly PlacedRow[];
}

/** The "Export" button and its menu of formats: what is shown, in its order. */
function ExportRows({ resource, unit, list, rows }: ExportProps) {
  const { t, desktop } = useServices();
  const id = useId();
  const save = useTold(async (format: (typeof exportFormats)[number]) => {
    const incomplete = list.shortfall === null ? null : t('resources.incomplete');
    const of = resource.ofUnit ? unit : null;
    const name = resourceFileName([resource.title, of, incomplete], new Date());
    const file = await exportResource(desktop, { format, columns: list.columns, rows }, name);
    const lack = incomplete === null ? '' : ` · ${t('resources.incompleteTitle')}`;
    return file === null ? null : t('action.saved', { file }) + lack;
  });
  const { run, pending, failure } = useAction(save);
  return (
    <>
      <Button kind="subtle" icon="save" busy={pending || list.phase === 'loading'} opens={id}>
        {t('fleet.export.button')}
      </Button>
      <Popover id={id} className="menu" label={t('fleet.export.format')}>
        {exportFormats.map((format) => (
          <MenuEntry key={format} menu={id} onChoose={() => run(format)}>
            {t(`fleet.export.formats.${format}`)}
          </MenuEntry>
        ))}
      </Popover>
      {failure !== null && <FailureMessage failure={failure} />}
    </>
  );
}

import { memo, type RefObject, useId, useMemo, useState, useSyncExternalStore } from 'react';
import type { Unit } from '../../../electron/contract/units.ts';
import { useServices } from '../../services.ts';
import { IconButton } from '../../ui/button.tsx';
import { useAnnouncement } from '../../ui/status.tsx';
import { HistorySection } from '../history/history-section.tsx';
import { NoteSection } from '../notes/note-section.tsx';
import { ResourceTab } from '../resources/resource-tab.tsx';
import { WatchToggle } from '../watch.tsx';
import { CarIndicator } from './car-indicator.tsx';
import { DetailsTabs, tabId } from './details-tabs.tsx';
import { SentFields } from './sent-fields.tsx';
import { UnitFacts } from './unit-facts.tsx';

interface Props {
  readonly id: string;
  /** The unit of the table's active row; null without one. */
  readonly unitId: string | null;
  readonly onClose: () => void;
  /** The heading, which takes the focus when the user enters the panel. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** All details of the table's active unit, beside the table or, in a narrow window, over it. */
export const UnitDetails = memo(function UnitDetails({ id, unitId, onClose, heading }: Props) {
  const { t, units, desk } = useServices();
  const unit = useSyncExternalStore(units.subscribe, () =>
    unitId === null ? undefined : units.find(unitId),
  );
  const title = useId();
  const panel = useId();
  const resources = useSyncExternalStore(desk.state.subscribe, desk.state.get)?.resources ?? [];
  const [chosen, choose] = useState<string | null>(null);
  const resource = resources.find(({ name }) => name === chosen);
  useAnnouncement(t('fleet.details.opened'));
  return (
    <aside
      id={id}
      data-pane
      className={resource ? 'column details wide' : 'column details'}
      aria-labelledby={title}
    >
      <header className="row details-header">
        <h2 ref={heading} id={title} tabIndex={-1}>
          {unit === undefined ? t('fleet.details.open') : unit.name || unit.id}
        </h2>
        <IconButton label={t('fleet.details.close')} icon="close" onClick={onClose} />
      </header>
      {resources.length > 0 && (
        <DetailsTabs resources={resources} current={resource?.name ?? null} panel={panel} onChoose={choose} />
      )}
      <div
        id={panel}
        className="column details-body"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        {...(resources.length > 0 && {
          role: 'tabpanel',
          'aria-labelledby': tabId(panel, resource?.name ?? null),
        })}
      >
        {unit === undefined ? (
          <p className="hint">{t(unitId === null ? 'fleet.details.none' : 'fleet.details.gone')}</p>
        ) : resource ? (
          <ResourceTab key={resource.name} resource={resource} id={unit.id} name={unit.name} />
        ) : (
          <KnownUnit unit={unit} />
        )}
      </div>
    </aside>
  );
});

function KnownUnit({ unit }: { readonly unit: Unit }) {
  const { units } = useServices();
  const { id } = unit;
  const ids = useMemo(() => [id], [id]);
  return (
    <>
      <div className="wrap details-state">
        <span className="badge" data-condition={unit.condition}>
          {units.text.cell(unit, 'status', 0)}
        </span>
        <WatchToggle key={id} ids={ids} />
      </div>
      <CarIndicator unit={unit} />
      <UnitFacts unit={unit} />
      <HistorySection id={id} condition={unit.condition} />
      <NoteSection key={id} id={id} ids={ids} />
      <SentFields id={id} />
    </>
  );
}

import type { ResourceSummary } from '../../../electron/contract/rows.ts';
import { useServices } from '../../services.ts';
import { useRoving } from '../../ui/use-roving.ts';

interface Props {
  readonly resources: readonly ResourceSummary[];
  /** The name of the resource that is shown; null for the unit itself. */
  readonly current: string | null;
  /** The id of what the tabs switch. */
  readonly panel: string;
  readonly onChoose: (name: string | null) => void;
}

/** What there is about a unit: the unit itself, and the further lists of the connection. */
export function DetailsTabs({ resources, current, panel, onChoose }: Props) {
  const { t } = useServices();
  const tabs = [{ name: null, title: t('fleet.details.open') }, ...resources];
  const { tabIndex, around } = useRoving(tabs.length);
  return (
    <div role="tablist" className="tabs details-tabs" aria-label={t('resources.tabs')} {...around}>
      {tabs.map(({ name, title }, place) => (
        <button
          key={name}
          id={tabId(panel, name)}
          type="button"
          role="tab"
          className="tab"
          aria-selected={name === current}
          aria-controls={panel}
          tabIndex={tabIndex(place)}
          onClick={() => onChoose(name)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

/** The id of a tab; `name` is that of its resource, null for the unit itself. */
export function tabId(panel: string, name: string | null): string {
  return `${panel}-${name ?? ''}`;
}

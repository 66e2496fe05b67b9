import type { SavedView } from '../../../electron/contract/views.ts';
import type { useServices } from '../../services.ts';

type Services = Pick<ReturnType<typeof useServices>, 'units' | 'appliedView' | 'status' | 't'>;

/** Arranges the table as a saved view says, makes that the current one, and announces it. */
export function applyView({ units, appliedView, status, t }: Services, { name, view }: SavedView): void {
  units.setView(view);
  appliedView.set(name);
  status.set(t('units.views.applied', { name }));
}

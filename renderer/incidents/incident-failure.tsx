import { useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';
import { FailureLine } from '../ui/failure-line.tsx';

/** Why the last change to incidents was not made: wherever they can be changed. Nothing if it was. */
export function IncidentFailure() {
  const { incidents } = useServices();
  const failure = useSyncExternalStore(incidents.failure.subscribe, incidents.failure.get);
  return failure === null ? null : <FailureLine key={failure.message} failure={failure} dismissible />;
}

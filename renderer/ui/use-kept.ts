import { useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';

/** Whether what the operator writes is kept on the disk, or only as long as the app runs (R23). */
export function useIsKept(): boolean {
  const { desk } = useServices();
  return useSyncExternalStore(desk.state.subscribe, () => {
    const state = desk.state.get();
    return state?.persistence.kind === 'encrypted' && !state.session.account?.pasted;
  });
}

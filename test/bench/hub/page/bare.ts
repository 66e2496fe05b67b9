/** The product's table with Microsoft's own client in the same page, every event handed on as it comes. */
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import type { UnitUpdate } from '../../../../electron/contract/live.ts';
import { createEventReader } from '../../../../electron/core/live/updates.ts';
import type { CreateCandidate } from '../../grid/page/candidate.ts';
import { createCandidate as createOurs } from '../../grid/page/ours.tsx';

declare global {
  interface Window {
    /** Connects and subscribes to all units; resolves then. */
    connectBare(hubUrl: string): Promise<void>;
  }
}

export const createCandidate: CreateCandidate = (material) => {
  const candidate = createOurs(material);
  const listeners = new Set<(sent: { updates: UnitUpdate[] }) => void>();
  const on = (_event: string, listener: (sent: { updates: UnitUpdate[] }) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  // Whoever counts updates does so as in MAX Desk's page.
  Object.defineProperty(window, 'desktop', { value: { on } });
  window.connectBare = async (hubUrl) => {
    const ids = material.units.map(({ id }) => id);
    const wanted = new Set(ids);
    const reader = createEventReader(() => wanted);
    const hub = new HubConnectionBuilder().withUrl(hubUrl).configureLogging(LogLevel.None).build();
    hub.on('ProcessRealtimeTwinEventMessage', (event) => {
      const update = reader.read(event, Date.now());
      if (update === undefined) return;
      candidate.update?.([update]);
      for (const listener of listeners) listener({ updates: [update] });
    });
    await hub.start();
    await hub.invoke('SubscribeToDigitalTwinUpdatesAsync', ids);
  };
  return candidate;
};

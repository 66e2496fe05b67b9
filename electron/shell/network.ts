import type { Session } from 'electron';
import type { DoctorNetwork } from '../core/doctor/doctor.ts';
import { peekCertificate, systemLookup } from '../core/doctor/network-checks.ts';
import { proxyKnown } from './proxy-known.ts';

/** How Chromium reaches a server: its proxy comes from the system, PAC scripts included. */
export function createNetwork(maxSession: () => Session): DoctorNetwork {
  return {
    lookup: systemLookup,
    peekCertificate,
    /** Chromium returns `DIRECT`, or `PROXY host:port; …` in the order in which they are tried. */
    async proxyFor(url) {
      const session = maxSession();
      await proxyKnown(session);
      const [first = 'DIRECT'] = (await session.resolveProxy(url)).split(';');
      const [kind, address] = first.trim().split(/\s+/);
      return kind === 'DIRECT' ? undefined : address;
    },
  };
}

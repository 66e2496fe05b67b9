import type { DoctorNetwork } from '../core/doctor/doctor.ts';
import { peekCertificate, systemLookup } from '../core/doctor/network-checks.ts';
import { maxSession } from './http.ts';

/** How Chromium reaches a server: its proxy comes from the system, PAC scripts included. */
export function createNetwork(): DoctorNetwork {
  return { lookup: systemLookup, proxyFor, peekCertificate };
}

/** Chromium's own notation is `DIRECT`, or `PROXY host:port; …` in the order in which they are tried. */
async function proxyFor(url: string): Promise<string | undefined> {
  const [first = 'DIRECT'] = (await maxSession().resolveProxy(url)).split(';');
  const [kind, address] = first.trim().split(/\s+/);
  return kind === 'DIRECT' ? undefined : address;
}

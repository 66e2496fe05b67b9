import type { DoctorNetwork } from '../../electron/core/doctor/doctor.ts';
import { peekCertificate, systemLookup } from '../../electron/core/doctor/network-checks.ts';

/** This computer's real network, without a proxy. */
export const directNetwork: DoctorNetwork = {
  lookup: systemLookup,
  proxyFor: async () => undefined,
  peekCertificate,
};

import { createHttpRoutes } from '../../electron/command-line/http/http-routes.ts';
import { createRoutedSockets } from '../../electron/command-line/http/sockets.ts';
import type { DoctorNetwork } from '../../electron/core/doctor/doctor.ts';
import { createPeek, systemLookup } from '../../electron/core/doctor/network-checks.ts';

/** This computer's real network, without a proxy. */
export const directNetwork: DoctorNetwork = {
  lookup: systemLookup,
  proxyFor: async () => undefined,
  peekCertificate: createPeek(),
};

/** Real sockets, without a proxy. */
export const openSocket = createRoutedSockets(createHttpRoutes(() => undefined));

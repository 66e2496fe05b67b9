import type { UnitReading } from '../../electron/core/connection/unit-reading.ts';

/** What a connection has to say of the simulator's dialect `foreign`, whose names and numbers nobody can know. */
export const foreignReading = {
  fields: {
    id: 'anlage.kennzeichen',
    name: 'anlage.rufname',
    type: 'anlage.bauart',
    site: 'objekt.titel',
    address: 'objekt.lage.strasse',
    city: 'objekt.lage.ort',
    country: 'objekt.lage.land',
    status: 'zustand.kurz',
    floor: 'stand.ebene',
    direction: 'stand.fahrt',
    availability: 'quote',
    lastEvent: 'gemeldet',
    outSince: 'zustand.seit',
  },
  statuses: {
    '0': 'in-service',
    '1': 'out-of-service',
    '2': 'limited',
    '3': 'limited',
    '4': 'limited',
    '5': 'unknown',
    '6': 'entrapment',
  },
} as const satisfies UnitReading;

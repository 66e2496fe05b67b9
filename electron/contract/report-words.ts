/** The words in a report's file, the same in the window and on the command line. Without zod, because the page runs it. */
import type { DeskState } from './desk.ts';
import type { Unit } from './units.ts';

/** What the rows of a report can be about. */
export const reportSubjects = ['unit', 'site', 'type'] as const;
export type ReportSubject = (typeof reportSubjects)[number];

/** What a file can have of each row, by its name in JSON. */
type ReportField =
  | 'name'
  | 'site'
  | 'id'
  | 'type'
  | 'units'
  | 'availabilityLeast'
  | 'availabilityMost'
  | 'outages'
  | 'outMinutes'
  | 'repairMinutes'
  | 'unwatchedMinutes'
  | 'unrecordedMinutes'
  | 'maintenanceMinutes';

export interface ReportWords {
  readonly subjects: Readonly<Record<ReportSubject, string>>;
  readonly types: Readonly<Record<Unit['type'], string>>;
  /** In the place of a site that has no name. */
  readonly noSite: string;
  /** The titles in a file. */
  readonly fields: Readonly<Record<ReportField, string>>;
  /** Shorter ones, for a table that a person reads. */
  readonly columns: Readonly<
    Record<'availability' | 'outages' | 'out' | 'repair' | 'unwatched' | 'unrecorded' | 'maintenance', string>
  >;
}

/** In each language. */
export const reportWords = {
  en: {
    subjects: { unit: 'Unit', site: 'Site', type: 'Type' },
    types: { elevator: 'Elevator', escalator: 'Escalator', other: 'Other' },
    noSite: 'Without a site',
    fields: {
      name: 'Unit',
      site: 'Site',
      id: 'ID',
      type: 'Type',
      units: 'Units',
      availabilityLeast: 'Availability, at least %',
      availabilityMost: 'Availability, at most %',
      outages: 'Outages',
      outMinutes: 'Out of service, min',
      repairMinutes: 'MTTR, min',
      unwatchedMinutes: 'Not watched, min for each unit',
      unrecordedMinutes: 'Not recorded, min for each unit',
      maintenanceMinutes: 'Maintenance, min',
    },
    columns: {
      availability: 'Availability',
      outages: 'Outages',
      out: 'Out of service',
      repair: 'MTTR',
      unwatched: 'Not watched',
      unrecorded: 'Not recorded',
      maintenance: 'Maintenance',
    },
  },
  de: {
    subjects: { unit: 'Anlage', site: 'Standort', type: 'Typ' },
    types: { elevator: 'Aufzug', escalator: 'Fahrtreppe', other: 'Andere' },
    noSite: 'Ohne Standort',
    fields: {
      name: 'Anlage',
      site: 'Standort',
      id: 'ID',
      type: 'Typ',
      units: 'Anlagen',
      availabilityLeast: 'Verfügbarkeit, mindestens %',
      availabilityMost: 'Verfügbarkeit, höchstens %',
      outages: 'Ausfälle',
      outMinutes: 'Außer Betrieb, min',
      repairMinutes: 'MTTR, min',
      unwatchedMinutes: 'Nicht beobachtet, min je Anlage',
      unrecordedMinutes: 'Nicht aufgezeichnet, min je Anlage',
      maintenanceMinutes: 'Wartung, min',
    },
    columns: {
      availability: 'Verfügbarkeit',
      outages: 'Ausfälle',
      out: 'Außer Betrieb',
      repair: 'MTTR',
      unwatched: 'Nicht beobachtet',
      unrecorded: 'Nicht aufgezeichnet',
      maintenance: 'Wartung',
    },
  },
} as const satisfies Record<DeskState['locale'], ReportWords>;

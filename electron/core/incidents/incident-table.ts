import { nothingKnown, saysNothing } from '../../contract/incident-facts.ts';
import type { EndedIncident, Incident } from '../../contract/incidents.ts';
import { AppError } from '../errors.ts';
import { cleanNote } from '../units/note-texts.ts';
import { createEndedIncidents } from './ended-incidents.ts';
import { endedMaintenance, mergedMaintenance } from './maintenance.ts';
import type { EndedOutage } from './outage-track.ts';

/** They are sealed and written as one text. */
const mostUnits = 20_000;
/** Of all notes, in UTF-16 units. */
const mostCharacters = 2_000_000;

/** What is kept of one account. */
export interface KeptIncidents {
  incidents: Incident[];
  ended: EndedIncident[];
}

/** The incidents of one account by unit, and those that have ended, within their limits. */
export function createIncidentTable() {
  const incidents = new Map<string, Incident>();
  let characters = 0;
  const ended = createEndedIncidents();

  function put(incident: Incident): void {
    characters += incident.note.length - (incidents.get(incident.id)?.note.length ?? 0);
    if (saysNothing(incident)) incidents.delete(incident.id);
    else incidents.set(incident.id, incident);
  }

  return {
    endedOf: ended.of,
    amend: ended.amend,
    of: (id: string): Incident | undefined => incidents.get(id),
    kept: (): KeptIncidents => ({ incidents: [...incidents.values()], ended: ended.list() }),
    isEmpty: (): boolean => incidents.size === 0 && ended.list().length === 0,
    clear(): void {
      incidents.clear();
      characters = 0;
      ended.clear();
    },
    /** Takes in what an earlier run has kept, but what is too old. @param now ms since 1970 */
    take(kept: KeptIncidents, now: number): void {
      for (const incident of kept.incidents)
        put({ ...incident, maintenance: mergedMaintenance(incident.maintenance, now) });
      ended.take(kept.ended, now);
    },
    /**
     * Replaces what is known of these units or, where that would be too much, of none of them: throws `bad-request` then.
     * @returns what is known of them now
     */
    set(next: readonly Incident[], now: number): Incident[] {
      const cleaned = next.map((incident) => ({
        ...incident,
        note: cleanNote(incident.note),
        maintenance: mergedMaintenance(incident.maintenance, now),
      }));
      const added = cleaned.filter((each) => !incidents.has(each.id) && !saysNothing(each)).length;
      const growth = cleaned.reduce(
        (sum, { id, note }) => sum + note.length - (incidents.get(id)?.note.length ?? 0),
        0,
      );
      if (added > 0 && incidents.size + added > mostUnits)
        throw tooMuch(`something is kept of at most ${mostUnits.toLocaleString('en')} units`);
      if (growth > 0 && characters + growth > mostCharacters)
        throw tooMuch(`all notes have at most ${mostCharacters.toLocaleString('en')} characters`);
      for (const incident of cleaned) put(incident);
      return cleaned;
    },
    /** An outage has ended: only the maintenance of its unit is left. @param now ms since 1970 */
    close(outage: EndedOutage, now: number): { left: Incident | null; ended: EndedIncident } {
      const { id, endedAt } = outage;
      const incident = incidents.get(id);
      const closed = {
        ...outage,
        acknowledgedAt: incident?.acknowledgedAt ?? null,
        note: incident?.note ?? '',
      };
      ended.add(closed, now);
      if (incident === undefined) return { left: null, ended: closed };
      const maintenance = mergedMaintenance(endedMaintenance(incident.maintenance, endedAt), now);
      const left = { ...nothingKnown(id), maintenance };
      put(left);
      return { left, ended: closed };
    },
  };
}

function tooMuch(text: string): AppError {
  return new AppError('bad-request', `The incidents were not changed: ${text}.`, {
    hint: 'Shorten or remove notes that are not needed any more.',
    details: { text },
  });
}

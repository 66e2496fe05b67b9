import { clocksDiffer, mostEnded, trimEnded } from '../../contract/incident-facts.ts';
import type { EndedIncident, Incident } from '../../contract/incidents.ts';
import { cleanNote } from '../units/note-texts.ts';

/** The outages of one account that have ended, the oldest first, within their limits. Times are ms since 1970. */
export function createEndedIncidents() {
  let ended: EndedIncident[] = [];

  return {
    list: (): EndedIncident[] => [...ended],
    /** The last outage of this unit that may be the one that began at a time. */
    of: (id: string, outageAt: number): EndedIncident | undefined =>
      ended.findLast(
        (each) =>
          each.id === id &&
          each.outageAt - clocksDiffer <= outageAt &&
          outageAt <= each.endedAt + clocksDiffer,
      ),
    /** Takes in what an earlier run has kept, but what is too old. */
    take(kept: readonly EndedIncident[], now: number): void {
      ended = trimEnded([...kept, ...ended], now);
    },
    add(closed: EndedIncident, now: number): void {
      ended.push(closed);
      // Seldom: it looks at all of them.
      if (ended.length > mostEnded * 1.1) ended = trimEnded(ended, now);
    },
    /** Changes what is known of one; the same one if it says so already. */
    amend(former: EndedIncident, said: Pick<Incident, 'acknowledgedAt' | 'note'>): EndedIncident {
      const { acknowledgedAt } = said;
      const note = cleanNote(said.note);
      if (former.acknowledgedAt === acknowledgedAt && former.note === note) return former;
      const amended = { ...former, acknowledgedAt, note };
      ended = ended.map((each) => (each === former ? amended : each));
      return amended;
    },
    clear(): void {
      ended = [];
    },
  };
}

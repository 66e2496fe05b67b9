/** The English texts of what MAX Desk has seen of units: timelines, outages, availability. */
export const historyEn = {
  title: 'History',
  period: 'Period',
  ranges: { day: '24 h', week: '7 days', month: '30 days' },
  loading: 'Reading the history…',
  nothing: 'Nothing is recorded of this unit yet. The record begins when MAX Desk first sees it.',
  timeline: 'Timeline from {{from}} to {{to}}: {{words}}',
  kinds: { 'not-watched': 'Not watched', maintenance: 'Maintenance' },
  availability: 'Availability, as seen here',
  /** After an availability. */
  range: 'not watched {{length}}',
  unrecorded: 'not recorded {{length}}',
  nothingKnown: 'not known: nobody watched',
  outages: 'Outages',
  noOutage: 'none seen',
  outageCount_one: '{{count, number}}, out of service for {{length}}',
  outageCount_other: '{{count, number}}, out of service for {{length}}',
  repair: 'Mean time to repair (MTTR)',
  /** Above a report on a part of the list. */
  part: 'Not complete, units read: {{received, number}}.',
  partOf: 'Not complete, units read: {{received, number}} of {{total, number}}.',
  notCounted: '{{length}}, not counted',
  from: 'From',
  duration: 'Duration',
  /** Behind the duration of an outage. */
  besides: 'and {{length}} of maintenance',
  stillOut: 'so far',
  earlierOutages_one: 'and {{count, number}} earlier outage',
  earlierOutages_other: 'and {{count, number}} earlier outages',
  earlier_one: 'and {{count, number}} earlier row',
  earlier_other: 'and {{count, number}} earlier rows',
  table: 'The timeline as a table',
  showTable: 'Show as a table',
  hideTable: 'Hide the table',
  print: 'Print…',
  /** On paper, where nothing can be chosen. */
  reach: '{{from}} to {{to}}',
  since: 'Recorded since {{time}}.',
  seenHere:
    'This is what MAX Desk has seen on this computer. What happened while nobody watched is not known.',
  memory: 'The record is kept in memory only, until MAX Desk is closed.',
  notKept:
    'The record cannot be saved completely right now. Check whether the disk is full and whether you may write to it: what is not saved when MAX Desk is closed is lost.',
  setAside_one: '{{count, number}} part of the record was damaged and is left out.',
  setAside_other: '{{count, number}} parts of the record were damaged and are left out.',
  worst: {
    title: 'Outages of 30 days',
    nothing: 'Nothing is recorded yet.',
    longest: 'Longest out',
    often: 'Most often out',
    available: '30 days: {{range}}',
    availableOfAll: '30 days, all units: {{range}}',
    by: 'Order',
    none: 'No outage was seen in the last 30 days.',
    unit: '{{place}}: {{figure}}. Show this unit.',
    count_one: '{{count, number}} outage',
    count_other: '{{count, number}} outages',
    times: '{{count, number}}×',
    ofAll: 'of all units',
  },
} as const;

/** What a cell of the column for the last 7 days says; beside the labels of units. */
export const sparkLabelsEn = {
  notWatched: 'Not watched',
  notRecorded: 'Not recorded',
  maintenance: 'Maintenance',
  /** Before what the cell says, where there is room for an explanation. */
  worst: 'The worst of every 6 hours',
} as const;

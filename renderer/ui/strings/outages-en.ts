/** The English texts around outages: their times, the strip above the table, why a unit is out of service. */
export const outagesEn = {
  title: 'Open outages',
  label_one: 'Open outages: {{count, number}} unit',
  label_other: 'Open outages: {{count, number}} units',
  none: 'No unit is out of service.',
  noneOfUnknown_one: 'No outage is known; of {{count, number}} unit the condition is unknown.',
  noneOfUnknown_other: 'No outage is known; of {{count, number}} units the condition is unknown.',
  noneAsOf: 'No outage is known. The list of units is as of {{time}}.',
  ofAll: 'of all units',
  ofAllMeaning: 'Also of units that the search and the filters hide',
  go: 'Show this unit in the table, with its details',
  fresh: 'New',
  more: '+{{count, number}} more',
  all: 'Show all units that are out of service',
  freshCount: '{{count, number}} new',
  seen: 'Mark the new outages as seen',
  shownAgain: 'Search and filters were cleared to show this unit.',
  news_one: 'New outage: {{names}}',
  news_other: '{{count, number}} new outages: {{names}}',
  newsMore: 'and {{count, number}} more',
  fault: 'Fault',
  /** The title of a column in an exported file. */
  from: 'Out since: known from',
  noFault: 'the service does not say why',
} as const;

/** How times of units are told; beside the labels of units. */
export const timeLabelsEn = {
  /** Before a time, which may be "3 hr. ago" or a date. */
  atLeast: 'at least',
  /** The same of the last minute. */
  justNow: 'now or earlier',
  seenHere: 'First seen out of service here; the service does not say since when.',
  from: { service: 'the service', here: 'first seen here, perhaps longer' },
  zoneAssumed: '(sent without a time zone, taken as UTC)',
} as const;

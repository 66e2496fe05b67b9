import { describe, expect, test } from 'vitest';
import { conditionOf } from '../../../../electron/core/units/unit-status.ts';

describe('a status that denies a trouble, or says that it is over, is not out of service', () => {
  test.each([
    ['no-fault-detected', 'in-service'],
    ['No fault', 'in-service'],
    ['NoFault', 'in-service'],
    ['Normal - no alarms', 'in-service'],
    ['No active alarms', 'in-service'],
    ['No alarm active', 'in-service'],
    ['No faults or alarms', 'in-service'],
    ['Fault cleared', 'in-service'],
    ['Fault has been cleared', 'in-service'],
    ['Alarm: none', 'in-service'],
    ['Faults: 0', 'in-service'],
    ['0 faults', 'in-service'],
    ['Fault inactive', 'in-service'],
    ['Not faulted', 'in-service'],
    ['Not out of order', 'in-service'],
    ['Without maintenance', 'in-service'],
    ['Keine Störung', 'in-service'],
    ['Normal, 0 faults 0 alarms', 'in-service'],
    ['Normal: 0 faults', 'in-service'],
    ['Free of faults', 'in-service'],
    ['Fault-free', 'in-service'],
    ['Out of service: no', 'in-service'],
    ['Running down', 'in-service'],
    ['Störungsfrei', 'in-service'],
    ['No current faults', 'in-service'],
    ['No known fault or alarm', 'in-service'],
    ['Error code: 0', 'in-service'],
    ['Alarms active: 0', 'in-service'],
    ['Default', 'unknown'],
    ['Latest', 'unknown'],
  ])('%s: %s', (status, condition) => expect(conditionOf(status)).toBe(condition));
});

describe('a trouble stays one, in doubt too', () => {
  test.each([
    ['Fault', 'out-of-service'],
    ['FAULT_DOOR', 'out-of-service'],
    ['Fault not cleared', 'out-of-service'],
    ['No alarm, fault', 'out-of-service'],
    ['No alarms and stopped', 'out-of-service'],
    ['Not available due to fault', 'out-of-service'],
    ['Not yet operational', 'out-of-service'],
    ['No longer in service', 'out-of-service'],
    ['Fault active', 'out-of-service'],
    ['In service (door fault)', 'out-of-service'],
    ['3 faults', 'out-of-service'],
    ['Shut down', 'out-of-service'],
    ['Down', 'out-of-service'],
    ['OUTOFSERVICE', 'out-of-service'],
    ['Außer Betrieb', 'out-of-service'],
    ['Level 0: fault', 'out-of-service'],
    ['Lift No. 3 fault', 'out-of-service'],
    ['Lift no 3 fault', 'out-of-service'],
    ['Fault: over temperature', 'out-of-service'],
    ['Free fall fault', 'out-of-service'],
    ['Door does not close: fault', 'out-of-service'],
    ['Non-critical fault', 'out-of-service'],
    ["Isn't working", 'out-of-service'],
    ['Available: no', 'out-of-service'],
    ['No elevator available', 'out-of-service'],
    ['No contact: fault', 'out-of-service'],
    ['NO_COMMUNICATION_FAULT', 'out-of-service'],
    ['No door zone fault', 'out-of-service'],
    ['Zero speed fault', 'out-of-service'],
    ['Fault12', 'out-of-service'],
    ['Error code: 17', 'out-of-service'],
    ['In service - door blocked', 'out-of-service'],
    ['Operational with restrictions', 'limited'],
    ['Available with warning', 'limited'],
    ['Partially operational', 'limited'],
    ['Not fully operational', 'limited'],
    ['Under maintenance', 'limited'],
  ])('%s: %s', (status, condition) => expect(conditionOf(status)).toBe(condition));
});

describe('an entrapment is a condition of its own, before all others', () => {
  test.each([
    ['Entrapment', 'entrapment'],
    ['PASSENGER_ENTRAPMENT', 'entrapment'],
    ['Person trapped', 'entrapment'],
    ['Out of service - entrapment', 'entrapment'],
    ['Personeneinschluss', 'entrapment'],
    ['No contact: person trapped', 'entrapment'],
    ['No power person trapped', 'entrapment'],
    ['Kein Strom: Person eingeschlossen', 'entrapment'],
    ['Eingeschlossene Person', 'entrapment'],
    ['ENTRAPMENT1', 'entrapment'],
    ['No entrapment', 'in-service'],
    ['No person trapped', 'in-service'],
    ['No active entrapment', 'in-service'],
    ['Keine Person eingeschlossen', 'in-service'],
    ['Trapped persons: 0', 'in-service'],
    ['Entrapment resolved', 'in-service'],
    ['Entrapment not resolved', 'entrapment'],
  ])('%s: %s', (status, condition) => expect(conditionOf(status)).toBe(condition));
});

describe('unknown words stay unknown', () => {
  test.each([
    '',
    ' ',
    'Unknown',
    '3',
    'Moving down',
    'Emergency mode',
    'No data',
    'No data available',
    'Stopped at floor 3',
    'Not connected',
    'Up',
    '—',
  ])('%j', (status) => expect(conditionOf(status)).toBe('unknown'));
});

test('a status as long as a book is read as far as a person would read', () => {
  const long = 'fault '.repeat(300_000);
  // Read word by word against each other, it would take minutes: the test's own limit.
  expect(conditionOf(`No ${long}`)).toBe('out-of-service');
});

test('texts of which each is another one are understood all the same', () => {
  for (let number = 1; number < 600; number += 1)
    expect(conditionOf(`Fault ${number}`)).toBe('out-of-service');
});

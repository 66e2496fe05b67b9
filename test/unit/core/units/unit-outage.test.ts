import { describe, expect, test } from 'vitest';
import { unitMapping } from '../../../../electron/core/units/unit-mapping.ts';

const at = Date.UTC(2026, 10, 1, 12);
const time = '2026-11-01T12:00:00Z';
const toUnit = unitMapping();
const out = (fields: object) => toUnit({ id: 'u', equipmentStatus: 'Fault', ...fields });

describe('since when a unit is out of service', () => {
  test.each([
    { outOfServiceSince: time },
    { OUTSINCE: time },
    { downSince: at },
    { fault: { since: time } },
    { outage: { start: time } },
    { equipmentStatusSince: time },
    { operationalStatus: { name: 'Fault', since: time } },
    { status: { name: 'Fault', changedAt: time }, equipmentStatus: undefined },
    { unit: { status: 'Fault', statusChangedAt: String(at) }, equipmentStatus: undefined },
    { lastStatusChange: time },
  ])('is found in %j', (fields) => expect(out(fields)).toMatchObject({ outSince: at }));

  test('is that of the outage, where the time of the status is another one', () => {
    const fields = { statusSince: '2026-10-01T00:00:00Z', outOfServiceSince: time };
    expect(out(fields)?.outSince).toBe(at);
  });

  test('is not the time of a plain status beside another one, which may be that of a contract', () => {
    expect(out({ status: 'Active', statusSince: time })).not.toHaveProperty('outSince');
    expect(out({ status: { name: 'Active', since: time } })).not.toHaveProperty('outSince');
    expect(out({ status: { since: '2020-01-01T00:00:00Z' }, lastStatusChange: time })?.outSince).toBe(at);
    const placed = unitMapping({ fields: { outSince: 'status.since' } });
    const item = { id: 'u', equipmentStatus: 'Fault', status: { since: time } };
    expect(placed(item)).toMatchObject({ outSince: at });
  });

  test.each([{}, { outOfServiceSince: '0001-01-01T00:00:00' }, { faultSince: 'this morning' }])(
    'is not made of %j',
    (fields) => expect(out(fields)).not.toHaveProperty('outSince'),
  );

  test('is not said of a unit that runs, whatever the list says of its last outage', () => {
    const runs = toUnit({ id: 'u', equipmentStatus: 'In Service', outOfServiceSince: time, fault: 'Door' });
    expect(runs).not.toHaveProperty('outSince');
    expect(runs).not.toHaveProperty('fault');
  });

  test('without a time zone says so', () => {
    expect(out({ outSince: '2026-11-01T12:00:00' })).toMatchObject({
      outSince: at,
      outSinceZoneAssumed: true,
    });
    expect(out({ outSince: time })).not.toHaveProperty('outSinceZoneAssumed');
  });

  test('is where the connection says it is, and nowhere else', () => {
    const placed = unitMapping({ fields: { outSince: 'stoerung.seit', lastSeen: '' } });
    const item = { id: 'u', status: 'Störung', outSince: 1, lastSeen: time, stoerung: { seit: time } };
    expect(placed(item)).toMatchObject({ outSince: at });
    expect(placed({ ...item, stoerung: null })).not.toHaveProperty('outSince');
    expect(placed(item)).not.toHaveProperty('lastSeenAt');
  });
});

describe('why it is out of service', () => {
  test.each([
    [{ faultCode: 217 }, '217'],
    [{ faultText: ' Door does not close ' }, 'Door does not close'],
    [{ faultCode: 'D-1', faultText: 'Door' }, 'D-1 · Door'],
    [{ fault: { code: 'D-1', text: 'Door' } }, 'D-1 · Door'],
    [{ fault: 'Door' }, 'Door'],
    [{ errorCode: 'Door', errorMessage: 'Door' }, 'Door'],
  ])('is read of %j', (fields, expected) => expect(out(fields)?.fault).toBe(expected));

  test.each([{}, { fault: true }, { faultText: ' ' }, { faultCode: null }])('is nothing in %j', (fields) =>
    expect(out(fields)).not.toHaveProperty('fault'),
  );
});

describe('when a unit was last heard of', () => {
  test.each([
    { lastSeen: time },
    { LastSeenAt: at },
    { lastContact: time },
    { unit: { lastHeartbeatAt: time } },
  ])('is found in %j', (fields) =>
    expect(toUnit({ id: 'u', ...fields })).toMatchObject({ lastSeenAt: at, lastEventAt: null }),
  );

  test('without a time zone says so', () => {
    const unit = toUnit({ id: 'u', lastSeen: '2026-11-01T12:00:00' });
    expect(unit).toMatchObject({ lastSeenAt: at, lastSeenZoneAssumed: true });
  });

  test('is left out where the service does not say it', () => {
    expect(toUnit({ id: 'u', lastEventAt: time })).not.toHaveProperty('lastSeenAt');
  });
});

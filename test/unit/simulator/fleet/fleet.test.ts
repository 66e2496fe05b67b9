import { describe, expect, it } from 'vitest';
import { createFleet } from '../../../../electron/simulator/fleet/fleet.ts';

const DAY = Date.parse('2026-05-04T15:00:00Z');
const fleet = createFleet(1_248, 1, DAY);
const units = fleet.page(0, fleet.size);

describe('the simulated fleet', () => {
  it('is the same for the same seed, and another for another seed', () => {
    expect(createFleet(1_248, 1, DAY).page(0, 1_248)).toEqual(units);
    expect(createFleet(1_248, 2, DAY).page(0, 1_248)).not.toEqual(units);
  });

  it('is the same at every hour of a day', () => {
    expect(createFleet(1_248, 1, DAY + 3_600_000).page(0, 20)).toEqual(units.slice(0, 20));
  });

  it('has 1,248 units in nine cities, each with its own id, and each found by it', () => {
    expect(units).toHaveLength(1_248);
    expect(new Set(units.map(({ unitId }) => unitId)).size).toBe(1_248);
    expect(new Set(units.map(({ city }) => city)).size).toBe(9);
    for (const unit of units) expect(fleet.find(unit.unitId)).toEqual(unit);
  });

  it('gives one address to a site, and no two units of a site one name', () => {
    const addresses = new Map(units.map(({ siteName, city, address }) => [`${siteName} ${city}`, address]));
    for (const { siteName, city, address } of units)
      expect(addresses.get(`${siteName} ${city}`)).toBe(address);
    expect(new Set(units.map(({ siteName, city, name }) => `${city} ${siteName} ${name}`)).size).toBe(1_248);
    expect(addresses.size).toBeGreaterThan(100);
  });

  it('mostly runs, with some of everything else', () => {
    const share = (matches: (unit: (typeof units)[number]) => boolean) =>
      units.filter(matches).length / units.length;
    expect(share(({ equipmentStatus }) => equipmentStatus === 'In Service')).toBeGreaterThan(0.85);
    expect(share(({ equipmentStatus }) => equipmentStatus === 'Out Of Service')).toBeGreaterThan(0.01);
    expect(share(({ type }) => type === 'Escalator')).toBeGreaterThan(0.05);
    expect(new Set(units.map(({ equipmentStatus }) => equipmentStatus)).size).toBe(6);
  });

  it('has values that make sense', () => {
    for (const unit of units) {
      expect(unit.availability).toBeGreaterThanOrEqual(70);
      expect(unit.availability).toBeLessThanOrEqual(100);
      expect(Date.parse(unit.lastEventAt ?? '')).toBeLessThan(DAY);
      expect(unit.currentFloor === null).toBe(unit.type === 'Escalator');
      expect(unit.loadKg === null).toBe(unit.type === 'Escalator');
      if (unit.equipmentStatus !== 'In Service') expect(unit.currentTripDirection).toBe('None');
      expect(unit.address).toContain(unit.city);
      expect(unit.address).not.toContain('#');
    }
  });

  it('knows no unit that is not there', () => {
    for (const id of [
      '',
      'DE-',
      'DE-40000001',
      'XX-40000000',
      'DE-39999993',
      `DE-${40_000_000 + 7 * 1_248}`,
      'DE-1e9',
    ]) {
      expect(fleet.find(id)).toBeUndefined();
    }
  });

  it('reaches the last of ten million without counting up to it', () => {
    const [last, ...none] = createFleet(10_000_000, 1, DAY).page(9_999_999, 250);
    expect(none).toEqual([]);
    expect(last?.unitId).toMatch(/^[A-Z]{2}-109999993$/);
  });

  it('has different sites throughout a large fleet', () => {
    const large = createFleet(100_000, 1, DAY).page(0, 100_000);
    expect(new Set(large.map(({ unitId }) => unitId)).size).toBe(100_000);
    expect(new Set(large.map(({ city, siteName, name }) => `${city} ${siteName} ${name}`)).size).toBe(
      100_000,
    );
  });

  it('refuses a size that is no count', () => {
    for (const size of [-1, 1.5, Number.NaN, 10_000_001]) {
      expect(() => createFleet(size, 1, DAY)).toThrow(RangeError);
    }
  });
});

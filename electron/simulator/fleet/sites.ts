import { CITIES, type City, type Kind } from './places.ts';

/** A pseudo-random number from 0 (inclusive) to 1 (exclusive) for a thing and a question about it. */
export type Dice = (thing: number, question: number) => number;

export interface Site {
  readonly name: string;
  readonly address: string;
  readonly city: City;
  readonly kind: Kind;
  readonly top: number;
  readonly basements: number;
}

/** Units per site, repeated in rounds, so that the site of any unit can be computed without counting up to it. */
const SITE_SIZES = [6, 2, 11, 4, 8, 3, 14, 5, 7, 9, 4, 12, 6];
const SITES_PER_ROUND = SITE_SIZES.length;
const UNITS_PER_ROUND = SITE_SIZES.reduce((sum, size) => sum + size, 0);
const CITY_TURNS = CITIES.flatMap((city, place) =>
  Array.from({ length: city.weight }, (_, rank) => ({
    city,
    rank,
    order: (rank + 0.5) / city.weight + place / 1_000,
  })),
).sort((left, right) => left.order - right.order);

/** The site of a unit, and the unit's position in it. */
export function siteOf(index: number, dice: Dice): { readonly site: Site; readonly position: number } {
  let position = index % UNITS_PER_ROUND;
  let number = Math.floor(index / UNITS_PER_ROUND) * SITES_PER_ROUND;
  for (const size of SITE_SIZES) {
    if (position < size) break;
    position -= size;
    number += 1;
  }
  return { site: siteAt(number, dice), position };
}

function siteAt(number: number, dice: Dice): Site {
  const { city, rank } = at(CITY_TURNS, number % CITY_TURNS.length);
  const inCity = Math.floor(number / CITY_TURNS.length) * city.weight + rank;
  // Uses every building name of a city once, in an order that depends on the seed; further rounds append a number.
  const { kinds } = city.country;
  const names = kinds.length * city.districts.length;
  const shuffled = (inCity * 37 + Math.floor(dice(CITIES.indexOf(city), 20) * names)) % names;
  const kind = at(kinds, shuffled % kinds.length);
  const district = at(city.districts, Math.floor(shuffled / kinds.length));
  const round = Math.floor(inCity / names);
  const roll = (question: number) => dice(number, question);
  const [low, high] = kind.floors;
  const house = 1 + Math.floor(roll(21) ** 2 * 160);
  const street = pick(city.streets, roll(22)).replace('#', String(house));
  return {
    name: `${kind.pattern.replace('#', district)}${round === 0 ? '' : ` ${round + 1}`}`,
    address: `${street}, ${city.town(Math.floor(roll(23) * 60))}`,
    city,
    kind,
    top: low + Math.floor(roll(24) * (high - low + 1)),
    basements: Math.floor(roll(25) * 3),
  };
}

/** The choice for a number from 0 (inclusive) to 1 (exclusive). */
export function pick<T>(choices: readonly T[], roll: number): T {
  return at(choices, Math.floor(roll * choices.length));
}

/** The choice at an index. Throws a RangeError for an index out of range, which would be a bug in the tables. */
export function at<T>(choices: readonly T[], index: number): T {
  const choice = choices[index];
  if (choice === undefined) throw new RangeError(`There is no choice ${index} among ${choices.length}.`);
  return choice;
}

/** A 32-bit hash (the finaliser of MurmurHash3): looks random enough, and gives the same result on every computer. */
export function diceOf(seed: number): Dice {
  return (thing, question) => {
    let hash =
      Math.imul(thing + 1, 0x9e3779b1) ^
      Math.imul(question + 1, 0x85ebca77) ^
      Math.imul(seed | 0, 0xc2b2ae3d);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
  };
}

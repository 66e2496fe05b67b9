import type { Unit } from '../../../electron/contract/units.ts';
import { remembered } from '../../ui/remembered.ts';
import type { Strings } from '../../ui/strings/en.ts';
import type { SparkCells, UnitSparks } from './unit-sparks.ts';

/**
 * The layers of the picture, each for one value of a cell: its colour, and its height in percent, because colour must not be
 * the only sign. The custom properties are in history.css.
 */
const layers = [
  { value: 3, colour: 'var(--spark-out)', height: 100 },
  { value: 2, colour: 'var(--spark-limited)', height: 62 },
  { value: 4, colour: 'var(--spark-maintenance)', height: 44 },
  { value: 1, colour: 'var(--spark-good)', height: 26 },
  { value: 0, colour: 'var(--spark-nothing)', height: 8 },
] as const;

const pictureOf = remembered((digits: string): string =>
  layers
    .map(({ value, colour }) =>
      bars(
        [...digits].map((digit) => Number(digit) === value),
        colour,
      ),
    )
    .join(', '),
);

/** The sizes of the layers of every picture, for `background-size`. */
export const sparkSizes = layers.map(({ height }) => `100% ${height}%`).join(', ');

/** The cells as layers of bars, for `background-image`; empty without cells. Units with the same past share one text. */
export function sparkPicture(cells: SparkCells | undefined): string {
  return cells === undefined ? '' : pictureOf(cells.join(''));
}

/** One layer: a bar in each place that is marked, with a gap before the next. */
function bars(marked: readonly boolean[], colour: string): string {
  const width = 100 / marked.length;
  const gap = width / 4;
  const stops = marked.flatMap((isMarked, place) => {
    if (!isMarked) return [];
    const [start, end] = [width * place, width * (place + 1) - gap].map((at) => `${Number(at.toFixed(2))}%`);
    return [`transparent ${start}`, `${colour} ${start} ${end}`, `transparent ${end}`];
  });
  return stops.length === 0 ? 'none' : `linear-gradient(to right, ${stops.join(', ')})`;
}

/** What the column of the last 7 days needs besides the text of a cell. */
export function createSparkTexts(sparks: Pick<UnitSparks, 'of'>, labels: Strings['units']['labels']) {
  return {
    /** The picture of a unit's last 7 days, as CSS images; empty until it is known. */
    spark: ({ id }: Pick<Unit, 'id'>): string => sparkPicture(sparks.of(id)),
    /** What that shows, with an explanation; empty until it is known. */
    sparkTitle({ id }: Pick<Unit, 'id'>): string {
      const words = sparkText(sparks.of(id), labels);
      return words && `${labels.sparks.worst}: ${words}`;
    },
  };
}

/** What the cells say in words, the worst first: "Out of service 3/28, Not watched 5/28"; empty until they are known. */
export function sparkText(cells: SparkCells | undefined, labels: Strings['units']['labels']): string {
  if (cells === undefined) return '';
  const { condition, sparks } = labels;
  if (cells.every((cell) => cell === 0)) return sparks.notRecorded;
  const names = [
    [3, condition['out-of-service']],
    [2, condition.limited],
    [4, sparks.maintenance],
    [1, condition['in-service']],
    [0, sparks.notWatched],
  ] as const;
  return names
    .map(([value, name]) => [name, cells.filter((cell) => cell === value).length] as const)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}/${cells.length}`)
    .join(', ');
}

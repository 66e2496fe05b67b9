import { useCallback, useId, useRef } from 'react';
import type { Unit } from '../../electron/contract/units.ts';
import { beforeText } from '../incidents/before-text.ts';
import { useServices } from '../services.ts';
import type { Translate } from '../ui/i18n.ts';
import { useNow } from '../ui/use-now.ts';
import type { UnitStore } from '../units/table/unit-store.ts';
import { useFittingRows } from './use-fitting-rows.ts';
import { outageLength } from './wall-age.ts';
import type { WallPicture } from './wall-model.ts';

/** Time between two updates of the ages, in ms. */
const tick = 15_000;
/** How many entrapments are named beside each other; the rest is counted, and is in the list below. */
const mostNamed = 3;

/** The units with somebody trapped, whatever the view is: nothing on the wall is larger. */
export function WallEntrapments({ entrapments }: Pick<WallPicture, 'entrapments'>) {
  const { t, units } = useServices();
  const now = useNow(tick);
  if (entrapments.length === 0) return null;
  const named = entrapments.slice(0, mostNamed);
  return (
    <section className="wall-entrapments" role="alert">
      <h2>{t('wall.trapped', { count: entrapments.length })}</h2>
      <ul>
        {named.map((unit) => (
          <li key={unit.id} className="row">
            <strong className="cut">{unit.name || unit.id}</strong>
            <span className="cut">
              {[beforeText(unit, units, t), placeOf(unit)].filter(Boolean).join(' · ')}
            </span>
            <span className="figures wall-since">{outageLength(unit, now, t)}</span>
          </li>
        ))}
      </ul>
      {entrapments.length > named.length && (
        <p>{t('outages.newsMore', { count: entrapments.length - named.length })}</p>
      )}
    </section>
  );
}

type ListProps = Pick<WallPicture, 'sight' | 'shown' | 'from'> & {
  /** Called with the number of outages that fit on the screen. */
  readonly onFitting: (count: number) => void;
};

/** The open outages of the view, entrapments first, then the newest: as many as fit, page after page. */
export function WallOutages({ sight, shown, from, onFitting }: ListProps) {
  const { t } = useServices();
  const title = useId();
  const total = sight?.outages.length ?? 0;
  if (sight === null) return <p className="wall-none">{t('wall.reading')}</p>;
  if (total === 0) return <p className="wall-none">{t(noneOf(sight))}</p>;
  return (
    <section className="wall-outages" aria-labelledby={title}>
      <div className="row wall-outages-title">
        <h2 id={title}>{t('wall.outages')}</h2>
        <span className="figures">{t('wall.range', { from: from + 1, to: from + shown.length, total })}</span>
      </div>
      <Rows shown={shown} titleId={title} onFitting={onFitting} />
    </section>
  );
}

/** Says no more than is known: of a unit of unknown condition nobody knows that it is in service. */
function noneOf({ total, conditions }: NonNullable<ListProps['sight']>) {
  if (total === 0) return 'wall.empty';
  return conditions.unknown > 0 ? 'wall.noneKnown' : 'wall.none';
}

interface RowsProps extends Pick<ListProps, 'shown' | 'onFitting'> {
  readonly titleId: string;
}

function Rows({ shown, titleId, onFitting }: RowsProps) {
  const { t, units } = useServices();
  const now = useNow(tick);
  const list = useRef<HTMLUListElement>(null);
  useFittingRows(
    list,
    useCallback((count: number) => onFitting(count), [onFitting]),
  );
  return (
    <ul ref={list} className="wall-list" aria-labelledby={titleId}>
      {shown.map((unit) => (
        <li key={unit.id} className="wall-row" data-condition={unit.condition}>
          <span className="wall-mark" aria-hidden="true" />
          <strong className="cut wall-name">{unit.name || unit.id}</strong>
          <span className="cut figures wall-since">{outageLength(unit, now, t)}</span>
          <span className="cut wall-about">{aboutOf(unit, units, t)}</span>
        </li>
      ))}
    </ul>
  );
}

function placeOf({ site, city }: Unit): string {
  return [site, city].filter((part) => part !== '').join(', ');
}

/**
 * Where it is, and why it is out of service, as far as that is known; that somebody is trapped says more. What it was before comes
 * first where nobody knows what it is now.
 */
function aboutOf(unit: Unit, units: UnitStore, t: Translate): string {
  const before = beforeText(unit, units, t);
  const isTrapped = before === null && unit.condition === 'entrapment';
  return [before, placeOf(unit), isTrapped ? units.text.cell(unit, 'status', 0) : unit.fault]
    .filter(Boolean)
    .join(' · ');
}

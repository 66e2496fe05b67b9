import { memo, useId, useRef, useSyncExternalStore } from 'react';
import type { Unit } from '../../../electron/contract/units.ts';
import { goToUnit } from '../../actions/go-to-unit.ts';
import { beforeText } from '../../incidents/before-text.ts';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import type { Translate } from '../../ui/i18n.ts';
import { useNow, useTimes } from '../../ui/use-now.ts';
import { useOneTabStop } from '../../ui/use-one-tab-stop.ts';
import { innerPlaceForKey, useRoving } from '../../ui/use-roving.ts';
import { gapOf } from '../loading/list-gap.ts';
import { isNarrowed, noFilters } from '../table/unit-filters.ts';
import type { UnitStore } from '../table/unit-store.ts';
import { useStoreValue } from '../use-store-value.ts';
import type { OutageSummary } from './open-outages.ts';
import { useFitting } from './use-fitting.ts';

/** Time between two updates of the ages, in ms. */
const tick = 15_000;

/**
 * The open outages of all units above the table: entrapments, then the newest. It has its room from the beginning on, and
 * when there is none: the table below does not move while somebody clicks there.
 */
export const OutageStrip = memo(function OutageStrip() {
  const { outages } = useServices();
  const summary = useSyncExternalStore(outages.state.subscribe, outages.state.get, outages.state.get);
  return (
    <>
      <OutageSpeech />
      {summary.total > 0 ? <Strip summary={summary} /> : <NoOutage isKnown={summary.isKnown} />}
    </>
  );
});

function NoOutage({ isKnown }: Pick<OutageSummary, 'isKnown'>) {
  return <p className="row outages outages-none">{isKnown && <NoneKnown />}</p>;
}

const unknownOf = (units: UnitStore): number => units.fleet().conditions.unknown;

/** Says no more than is known: by an old list, or of a unit of unknown condition, nobody knows that it is in service. */
function NoneKnown() {
  const { t, units, list, desk } = useServices();
  const times = useTimes();
  const now = useNow(tick);
  const unknown = useStoreValue(units, unknownOf);
  const listState = useSyncExternalStore(list.state.subscribe, list.state.get, list.state.get);
  const state = useSyncExternalStore(desk.state.subscribe, desk.state.get, desk.state.get);
  const { asOf } = gapOf(listState, units.size, state?.live.phase === 'live', now);
  if (asOf !== null) return t('outages.noneAsOf', { time: times.clock(asOf, now) });
  return unknown > 0 ? t('outages.noneOfUnknown', { count: unknown }) : t('outages.none');
}

/** What the strip is about; where a search or a filter hides units of the table, that these are in it too. */
function Title({ id }: { readonly id: string }) {
  const { t, units } = useServices();
  const narrows = () => isNarrowed(units);
  const narrowed = useSyncExternalStore(units.subscribe, narrows, narrows);
  return (
    <div className="outages-title" data-narrowed={narrowed}>
      <h2 id={id}>{t('outages.title')}</h2>
      {narrowed && (
        <p className="hint" title={t('outages.ofAllMeaning')}>
          {t('outages.ofAll')}
        </p>
      )}
    </div>
  );
}

function Strip({ summary: { total, first, fresh } }: { readonly summary: OutageSummary }) {
  const { t, units, outages } = useServices();
  const row = useRef<HTMLUListElement>(null);
  const fitting = useFitting(row);
  const shown = first.slice(0, fitting);
  const more = total - shown.length;
  const now = useNow(tick);
  const { tabIndex, around } = useRoving(shown.length, innerPlaceForKey);
  const title = useId();
  const oneTabStop = useOneTabStop<HTMLElement>();
  const showAll = () => units.setFilters({ ...noFilters, conditions: ['out-of-service'] }, '');
  return (
    <section className="row outages" aria-label={t('outages.label', { count: total })} {...oneTabStop}>
      <Title id={title} />
      <ul ref={row} className="outages-row" aria-labelledby={title} {...around}>
        {shown.map((unit, place) => (
          <li key={unit.id}>
            <OutageButton
              unit={unit}
              isFresh={fresh.has(unit.id)}
              since={units.text.cell(unit, 'outSince', now)}
              tabIndex={tabIndex(place)}
            />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Button kind="subtle" className="figures" title={t('outages.all')} onClick={showAll}>
          {t('outages.more', { count: more })}
        </Button>
      )}
      {fresh.size > 0 && (
        <Button
          kind="subtle"
          icon="check"
          className="figures"
          title={t('outages.seen')}
          onClick={() => outages.seen()}
        >
          {t('outages.freshCount', { count: fresh.size })}
        </Button>
      )}
    </section>
  );
}

interface OutageButtonProps {
  readonly unit: Unit;
  readonly isFresh: boolean;
  /** Since when, as the table says it. */
  readonly since: string;
  readonly tabIndex: 0 | -1;
}

function OutageButton({ unit, isFresh, since, tabIndex }: OutageButtonProps) {
  const here = useServices();
  const { t, units } = here;
  const { name, site, condition } = unit;
  const before = beforeText(unit, units, t);
  return (
    <button
      type="button"
      className="outage"
      data-condition={condition}
      data-fresh={isFresh}
      tabIndex={tabIndex}
      title={`${describedBy(unit, units, t)}\n${t('outages.go')}`}
      onClick={() => goToUnit(here, unit.id)}
    >
      <span className="row outage-name">
        <span className="visually-hidden">{stateOfOutage(unit, units, t)}: </span>
        {isFresh && <strong className="outage-fresh">{t('outages.fresh')}</strong>}
        <span className="cut">{name}</span>
      </span>
      <span className="row outage-facts">
        <span className="cut">{[before, site].filter(Boolean).join(' · ')}</span>
        <span className="figures outage-since">{since}</span>
      </span>
    </button>
  );
}

/** What the service says of the unit or, where nobody knows what it is now, what it was. */
function stateOfOutage(unit: Unit, units: UnitStore, t: Translate): string {
  return beforeText(unit, units, t) ?? units.text.cell(unit, 'status', 0);
}

/** Everything that a button cannot show: it may be cut off. */
function describedBy(unit: Unit, units: UnitStore, t: Translate): string {
  const { name, site, city, fault } = unit;
  const where = [name, site, city].filter((part) => part !== '').join(' · ');
  const state = [stateOfOutage(unit, units, t), fault].filter(Boolean).join(' · ');
  return [where, state, units.text.exactTime(unit, 'outSince')].filter((line) => line !== '').join('\n');
}

/** How many units are named in one text. */
const mostNamed = 3;

/** Tells a screen reader of new outages, some seconds' worth at once; a live region of its own, which is always there. */
export function OutageSpeech() {
  const { t, units, outages } = useServices();
  const spoken = useSyncExternalStore(outages.spoken.subscribe, outages.spoken.get, outages.spoken.get);
  return (
    <p className="visually-hidden outage-speech" aria-live="polite" aria-atomic="true">
      {spoken.length > 0 && newsText(spoken, units, t)}
    </p>
  );
}

/** "New outage: Lift 3, Harbour Tower, out of service". */
function newsText(outages: readonly Unit[], units: UnitStore, t: Translate): string {
  const named = outages.slice(0, mostNamed).map((unit) => {
    const { name, site } = unit;
    return [name, site, stateOfOutage(unit, units, t)].filter((part) => part !== '').join(', ');
  });
  const left = outages.length - named.length;
  const names = [...named, ...(left > 0 ? [t('outages.newsMore', { count: left })] : [])].join('; ');
  return t('outages.news', { count: outages.length, names });
}

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import { perform } from '../actions/perform.ts';
import { findAction } from '../actions/registry.ts';
import { useServices } from '../services.ts';
import { useNow } from '../ui/use-now.ts';
import { isNight } from './night.ts';
import { personNeeded } from './person-needed.ts';
import { pixelShift } from './pixel-shift.ts';
import { useAwake } from './use-awake.ts';
import { WallControls } from './wall-controls.tsx';
import { WallGap } from './wall-gap.tsx';
import { WallHead } from './wall-head.tsx';
import { createWallModel } from './wall-model.ts';
import { WallNumbers } from './wall-numbers.tsx';
import { WallEntrapments, WallOutages } from './wall-outages.tsx';
import { PersonMessage, StaleWarning } from './wall-warning.tsx';

/** Time between two places of the picture, and between two looks at the hours of the night, ms. */
const minute = 60_000;

/** The wall display, in place of the whole window: there is nothing on it that nobody should see in passing. */
export function WallScreen({ state }: { readonly state: DeskState }) {
  const services = useServices();
  const [model] = useState(() => createWallModel(services));
  useEffect(() => model.start(), [model]);
  const picture = useSyncExternalStore(model.picture.subscribe, model.picture.get);
  const list = useSyncExternalStore(services.list.state.subscribe, services.list.state.get);
  const isAwake = useAwake();
  const leave = () => void services.desktop.call('changeWall', { isOn: false });
  const togglePause = () => model.pause(!model.picture.get().isPaused);
  useWallKeys({ leave, togglePause, go: model.go });
  useAskedElsewhere(leave);
  const now = useNow(minute);
  const { x, y } = pixelShift(Math.floor(now / minute));
  const { age, entrapments, sight, shown, of, isPaused } = picture;
  const why = personNeeded(state, list);
  const isUrgent = age.isStale || why !== null;
  const isDimmed = isNight(state.wall.night, new Date(now)) && entrapments.length === 0 && !isUrgent;
  return (
    <main className="wall" data-awake={isAwake} data-night={isDimmed} data-stale={isUrgent}>
      <div className="wall-stage" style={{ transform: `translate(${x}px, ${y}px)` }}>
        {why !== null && <PersonMessage state={state} why={why} />}
        {age.isStale && (why === null || entrapments.length > 0) && <StaleWarning state={state} age={age} />}
        <WallEntrapments entrapments={entrapments} />
        {why === null && (
          <>
            <WallGap list={list} />
            <WallHead state={state} picture={picture} />
            {sight !== null && <WallNumbers sight={sight} />}
            <WallOutages {...picture} onFitting={model.setFitting} />
          </>
        )}
      </div>
      <WallControls
        isPaused={isPaused}
        hasMore={why === null && (of > 1 || shown.length < (sight?.outages.length ?? 0))}
        onGo={model.go}
        onPause={togglePause}
        onLeave={leave}
      />
    </main>
  );
}

interface Keys {
  readonly leave: () => void;
  readonly togglePause: () => void;
  readonly go: (by: 1 | -1) => void;
}

function useWallKeys({ leave, togglePause, go }: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      // A button that has the focus is pressed by it.
      const isOnButton = event.target instanceof HTMLButtonElement;
      if (event.key === 'Escape') leave();
      else if (event.key === 'ArrowRight') go(1);
      else if (event.key === 'ArrowLeft') go(-1);
      else if (event.key === ' ' && !isOnButton) togglePause();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}

/**
 * Who clicks a notification or chooses from the menu that the system keeps on macOS wants to see what comes of it: that ends the
 * wall display. A link to a unit does, too (`actions/asked-unit.ts`).
 */
function useAskedElsewhere(leave: () => void): void {
  const services = useServices();
  useEffect(() =>
    services.desktop.on('actionChosen', ({ id }) => {
      const action = findAction(id);
      if (action !== undefined && perform(action, services)) leave();
    }),
  );
}

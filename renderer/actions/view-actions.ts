import { zoomSteps } from '../../electron/contract/names.ts';
import { offeredPlaces, type Place } from '../navigation.tsx';
import { type Action, type Here, isAtWork } from './action.ts';
import { focusNextPane, focusSearch } from './pane-focus.ts';

/** Each with its key. */
const places = [
  ['units', '1'],
  ['incidents', 'I'],
  ['identity', '2'],
  ['console', '3'],
  ['doctor', '4'],
] as const satisfies readonly (readonly [Place, string])[];
const placeActions = places.map(([place, key]): Action => {
  return {
    id: `show-${place}`,
    title: ({ t }) => t(`navigation.${place}`),
    keys: [`Mod+${key}`],
    icon: place,
    possible: ({ desk, setup }) => offeredPlaces(desk.state.get(), setup.get()).includes(place),
    checked: (here) => here.place.get() === place && !here.settingsOpen.get(),
    run({ place: current, settingsOpen }) {
      settingsOpen.set(false);
      current.set(place);
    },
  };
});

const zoomOf = ({ desk }: Here): number => desk.state.get()?.settings.zoom ?? 100;
const larger = (zoom: number) => zoomSteps.find((step) => step > zoom);
const smaller = (zoom: number) => zoomSteps.findLast((step) => step < zoom);

/** Shows the page in another size, which is said and kept. Nothing happens without one. */
async function zoomTo({ desktop, say, t }: Here, zoom: number | undefined): Promise<void> {
  if (zoom === undefined) return;
  await desktop.call('changeSettings', { zoom });
  say(t('actions.zoomed', { zoom }));
}

const zoomActions: readonly Action[] = [
  {
    id: 'zoom-in',
    title: ({ t }) => t('actions.names.zoom-in'),
    keys: ['Mod+Plus'],
    icon: 'zoom-in',
    possible: (here) => larger(zoomOf(here)) !== undefined,
    anywhere: true,
    run: (here) => zoomTo(here, larger(zoomOf(here))),
  },
  {
    id: 'zoom-out',
    title: ({ t }) => t('actions.names.zoom-out'),
    keys: ['Mod+Minus'],
    icon: 'zoom-out',
    possible: (here) => smaller(zoomOf(here)) !== undefined,
    anywhere: true,
    run: (here) => zoomTo(here, smaller(zoomOf(here))),
  },
  {
    id: 'zoom-reset',
    title: (here) => here.t('actions.names.zoom-reset', { zoom: zoomOf(here) }),
    keys: ['Mod+0'],
    icon: 'search',
    possible: (here) => zoomOf(here) !== 100,
    anywhere: true,
    run: (here) => zoomTo(here, 100),
  },
];

/** Screens, the way around in them, and their size. */
export const viewActions: readonly Action[] = [
  ...placeActions,
  {
    id: 'palette',
    title: ({ t }) => t('actions.names.palette'),
    keys: ['Mod+K'],
    icon: 'menu',
    possible: ({ desk }) => desk.state.get() !== null,
    unlisted: true,
    run: ({ lookup }) => lookup.set('palette'),
  },
  {
    id: 'search',
    title: ({ t }) => t('units.search'),
    keys: ['Mod+F'],
    icon: 'search',
    possible: isAtWork,
    run: focusSearch,
  },
  {
    id: 'next-pane',
    title: ({ t }) => t('actions.names.next-pane'),
    keys: ['F6'],
    possible: ({ desk }) => desk.state.get() !== null,
    unlisted: true,
    run: () => focusNextPane(1),
  },
  {
    id: 'previous-pane',
    title: ({ t }) => t('actions.names.previous-pane'),
    keys: ['Shift+F6'],
    possible: ({ desk }) => desk.state.get() !== null,
    unlisted: true,
    run: () => focusNextPane(-1),
  },
  ...zoomActions,
  {
    id: 'wall',
    title: ({ t }) => t('wall.title'),
    icon: 'screen',
    possible: isAtWork,
    async run({ desk, desktop }) {
      // A wall display that nobody resumes would show the past.
      if (desk.state.get()?.live.phase === 'paused') await desktop.call('pauseLive', { paused: false });
      await desktop.call('changeWall', { isOn: true });
    },
  },
];

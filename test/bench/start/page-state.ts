import { deskState } from '../../unit/renderer/desk-state.ts';

/** What main tells a window in which nobody has signed in yet: the first screen of everybody. */
export const signedOut = deskState();

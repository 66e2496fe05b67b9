/** Replaces the `electron` package in tests under plain Node; tests mock what they need with `vi.mock`. */
export const app = {};
export const clipboard = {};
export const dialog = {};
export const net = {};
export const powerMonitor = {};
export const protocol = {};
export const safeStorage = {};
export const session = {};
export const shell = {};

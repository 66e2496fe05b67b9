/** Stands for the `electron` package in tests under plain Node; a test replaces what it needs with `vi.mock`. */
export const app = {};
export const clipboard = {};
export const dialog = {};
export const net = {};
export const powerMonitor = {};
export const protocol = {};
export const safeStorage = {};
export const session = {};
export const shell = {};

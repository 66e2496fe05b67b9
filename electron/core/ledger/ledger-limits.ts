const day = 86_400_000;

/** Bytes and ms. */
export const usualLimits = {
  /** Of a journal: then it becomes a segment. */
  journalBytes: 4 * 1_024 * 1_024,
  journalAge: 7 * day,
  /** Of a journal: more take long to open, and more room than what is in them. Then they become few. */
  journalChunks: 5_000,
  /** Of everything together: the oldest goes. */
  bytes: 200_000_000,
  age: 400 * day,
  /** What waits for a disk that refuses it: with more another chapter begins. */
  waiting: 4 * 1_024 * 1_024,
};

/** Chapters that wait to become segments where the disk refuses that: of more the oldest are given up. */
export const mostUnsealed = 8;

/** What the disk has refused is tried again after this, ms. */
export const retryPause = 30_000;

/** What is taken down is on the disk this long afterwards, ms. */
export const writePause = 1_000;

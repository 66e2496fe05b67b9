/**
 * How long each probe took to be seen, ms: until the first paint that showed it or a later one. One that was replaced before a paint
 * has waited for that paint; one that never showed took for ever.
 */
export function latencies(
  probes: readonly number[],
  paints: readonly { sent: number; at: number }[],
): number[] {
  return probes.map(
    (sent) => (paints.find((paint) => paint.sent >= sent)?.at ?? Number.POSITIVE_INFINITY) - sent,
  );
}

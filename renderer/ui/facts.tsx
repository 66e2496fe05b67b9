import { Fragment, type ReactNode } from 'react';

type Fact = readonly [term: string, value: ReactNode];

/** Terms with their values; one without a value is left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const known = facts.filter(([, value]) => value !== null && value !== '');
  return (
    <dl className="facts">
      {known.map(([term, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a term may come twice, and no part has a state
        <Fragment key={index}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

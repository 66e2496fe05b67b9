import { useServices } from '../services.ts';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { Facts } from './facts.tsx';
import type { FailureText } from './failure-text.ts';

/** What a failure means, what to do next, and its technical details (R37), which can be copied for a help desk. */
export function FailureDetails({ text }: { readonly text: FailureText }) {
  const { t, say } = useServices();
  const copy = () => {
    const facts = text.facts.map(({ label, value }) => `${label}: ${value}`);
    if (copyText([text.title, ...facts].join('\n'))) say(t('layout.errorBar.copied'));
  };
  return (
    <>
      <p>{text.meaning}</p>
      <p>{text.next}</p>
      <div className="technical hint">
        <Facts facts={text.facts.map(({ label, value }) => [label, value])} />
      </div>
      <Button icon="copy" onClick={copy}>
        {t('layout.errorBar.copy')}
      </Button>
    </>
  );
}

import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../electron/contract/failure.ts';
import { consoleRefusals } from '../../../electron/contract/names.ts';
import { SubscriptionKey } from '../../sign-in/subscription-key.tsx';
import { FailureMessage, MessageBar } from '../../ui/failure-message.tsx';
import { useAnnouncement } from '../../ui/status.tsx';

type Refusal = (typeof consoleRefusals)[number];

/** Why there is no response; refusals by the console itself have their own texts. */
export function ConsoleFailure({ failure }: { readonly failure: Failure }) {
  const { console: why } = failure.details;
  if (isRefusal(why)) return <RefusalMessage why={why} details={failure.details} />;
  return (
    <>
      <FailureMessage failure={failure} />
      {(failure.code === 'api-key-missing' || failure.code === 'api-key-refused') && <SubscriptionKey />}
    </>
  );
}

function RefusalMessage({ why, details }: { readonly why: Refusal; readonly details: Failure['details'] }) {
  const { t } = useTranslation();
  const title = t(why.startsWith('answer') ? 'console.notShown' : 'console.notSent');
  const { host = '', header = '', method = '', placeholder = '' } = details;
  const text = t(textOf(why, placeholder), { host, header, method, placeholder });
  useAnnouncement(`${title} ${text}`);
  return (
    <MessageBar tone="warning" title={title}>
      <p>{text}</p>
    </MessageBar>
  );
}

/** Why nothing stands for a placeholder depends on which one it is. */
function textOf(why: Refusal, placeholder: string) {
  if (why === 'body-nul') return 'request.bodyNul' as const;
  if (why === 'no-value')
    return placeholder === '{userId}' ? ('request.noUser' as const) : ('request.noUnit' as const);
  return `console.refused.${why}` as const;
}

function isRefusal(why: string | undefined): why is Refusal {
  return consoleRefusals.some((each) => each === why);
}

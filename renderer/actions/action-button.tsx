import { useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { ariaKeys, isMac, printedKeys } from './keys.ts';
import { perform } from './perform.ts';
import { actionOf } from './registry.ts';
import { sourcesOf } from './sources.ts';

/** A button with the words, the icon and the keys of an action. */
export function ActionText({ id }: { readonly id: string }) {
  const { title, text, ...rest } = useActionButton(id);
  return (
    <Button kind="subtle" title={title} {...rest}>
      {text}
    </Button>
  );
}

/** The same with the icon alone. */
export function ActionIcon({ id }: { readonly id: string }) {
  const { title, text: _text, ...rest } = useActionButton(id);
  return <IconButton label={title} {...rest} />;
}

function useActionButton(id: string) {
  const here = useServices();
  const action = actionOf(id);
  const possible = useSyncExternalStore(sourcesOf(here), () => action.possible(here));
  const text = action.title(here);
  const { icon, keys = [] } = action;
  const printed = keys[0] === undefined ? '' : ` (${printedKeys(keys[0], here.t, isMac)})`;
  return {
    text,
    title: `${text}${printed}`,
    'aria-keyshortcuts': ariaKeys(keys, isMac),
    ...(icon === undefined ? {} : { icon }),
    busy: !possible,
    onClick: () => perform(action, here),
  };
}

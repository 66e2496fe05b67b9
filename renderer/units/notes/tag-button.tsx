import { useId } from 'react';
import { useServices } from '../../services.ts';
import { Button } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { TagEditor } from './tag-editor.tsx';

/** The button that tags the selected units in one go, and its popover. */
export function TagButton({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useServices();
  const id = useId();
  const label = t('notes.tagSelected', { count: ids.length });
  return (
    <>
      <Button kind="subtle" className="tag-units" icon="tag" title={label} opens={id}>
        {label}
      </Button>
      <Popover id={id} className="tag-popover" label={label}>
        <TagEditor ids={ids} />
      </Popover>
    </>
  );
}

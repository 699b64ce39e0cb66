import { Diff } from '#components/console/ui/Diff.tsx';
import type { ReplayPreview } from '#domain/replay.ts';

/** What replaying would do: the sentence, then record by record. Nothing of it is written yet. */
export function DryRun({ preview }: { preview: ReplayPreview }) {
  return (
    <>
      <p className="say-dry">{preview.sentence}</p>
      {preview.diff.length === 0 ? null : <Diff lines={preview.diff} />}
    </>
  );
}

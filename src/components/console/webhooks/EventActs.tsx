import { Block } from '#components/console/ui/Block.tsx';
import { type Answer, ConfirmForm } from '#components/console/ui/ConfirmForm.tsx';
import type { ReplayPreview } from '#domain/replay.ts';
import { DryRun } from './DryRun.tsx';

type Act = (previous: Answer | null, form: FormData) => Promise<Answer>;
export type EventForms = { readonly replay: Act; readonly setAside: Act };

type ReplayFormProps = { id: string; preview: ReplayPreview | null; action: Act };

/** What replaying would do, and the button that does it. What came of it stays when there is nothing left to do. */
export function ReplayForm({ id, preview, action }: ReplayFormProps) {
  return (
    <Block id="dry" {...(preview === null ? {} : { title: 'If you replay now' })}>
      {preview === null ? null : <DryRun preview={preview} />}
      <ConfirmForm
        action={action}
        verb="Apply replay"
        pending="Applying"
        note="Earlier attempts are kept."
        isOffered={preview !== null && preview.verdict !== 'nothing'}
      >
        <input type="hidden" name="id" value={id} />
      </ConfirmForm>
    </Block>
  );
}

type SetAsideFormProps = { id: string; isOffered: boolean; action: Act };

/** For what no replay will ever mend. */
export function SetAsideForm({ id, isOffered, action }: SetAsideFormProps) {
  return (
    <Block {...(isOffered ? { title: 'If it can never be applied' } : {})}>
      <ConfirmForm
        action={action}
        verb="Set aside"
        pending="Setting aside"
        note="It is not tried again and asks for nobody any more. Nothing is lost: a replay takes it back."
        isOffered={isOffered}
      >
        <input type="hidden" name="id" value={id} />
      </ConfirmForm>
    </Block>
  );
}

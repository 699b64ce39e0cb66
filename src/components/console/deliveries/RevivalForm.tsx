import { Block } from '../ui/Block.tsx';
import { type Answer, ConfirmForm } from '../ui/ConfirmForm.tsx';

type RevivalFormProps = {
  filter: Readonly<Record<string, string>>;
  /** How many it would be; null until somebody asks. */
  revival: { readonly revived: number; readonly isMore: boolean } | null;
  /** The address that counts them. */
  href: string;
  action: (previous: Answer | null, form: FormData) => Promise<Answer>;
};

/** All dead messages of the filter at once: counted first, then revived with a reason. */
export function RevivalForm({ filter, revival, href, action }: RevivalFormProps) {
  if (revival === null)
    return (
      <p className="pager">
        <span>Dead messages were given up and wait for somebody.</span>
        <a className="btn-c" href={href}>
          Revive all of this filter
        </a>
      </p>
    );
  const { revived, isMore } = revival;
  const count = `${isMore ? 'At least ' : ''}${revived} dead ${revived === 1 ? 'message' : 'messages'}`;
  return (
    <Block title="Revive all of this filter">
      <p>
        {count} would be sent again, each under the id it had. Nothing else changes, and what was sent stays
        sent.
      </p>
      <ConfirmForm action={action} verb={`Revive ${revived}`} pending="Reviving">
        {Object.entries(filter).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </ConfirmForm>
    </Block>
  );
}

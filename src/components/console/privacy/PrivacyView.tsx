import { Block } from '#components/console/ui/Block.tsx';
import { type Answer, ConfirmForm } from '#components/console/ui/ConfirmForm.tsx';

type Act = (previous: Answer | null, form: FormData) => Promise<Answer>;

const Address = () => (
  <label>
    E-mail address of the person
    <input className="inp" type="email" name="email" required maxLength={254} autoComplete="off" />
  </label>
);

/** Gives somebody what is kept about them, or forgets them. */
export function PrivacyView({ exportAt, count, erase }: { exportAt: string; count: Act; erase: Act }) {
  return (
    <>
      <Block title="Export">
        <form className="frm" method="post" action={exportAt}>
          <Address />
          <div className="outcome-row">
            <button className="btn-c go" type="submit">
              Download everything as JSON
            </button>
            <span className="mut">
              Orders, payments, messages, notifications and consents; it is noted that you did.
            </span>
          </div>
        </form>
      </Block>
      <Block title="Erase">
        <ConfirmForm action={count} verb="Count what would be erased" pending="Counting…" reason="none">
          <Address />
        </ConfirmForm>
        <ConfirmForm
          action={erase}
          verb="Erase this person"
          pending="Erasing…"
          isDanger
          note="Amounts and dates stay, under a pseudonym. It cannot be undone; name nobody in the reason."
        >
          <Address />
          <label>
            <input type="checkbox" name="despite" /> Also where an order is to be shipped, a payment is under
            way or a dispute is open
          </label>
        </ConfirmForm>
      </Block>
    </>
  );
}

import type { OrderView } from '#domain/order-view.ts';
import { OrderAccessBox } from './OrderAccessBox.tsx';
import { OrderSlip } from './OrderSlip.tsx';
import { OrderStatement } from './OrderStatement.tsx';

export type FormAction = (form: FormData) => Promise<void>;

export type OrderPageProps = {
  view: OrderView;
  /** Something that just happened, in a sentence; null where nothing did. */
  notice: string | null;
  /** When it ships, in the page's language; null once that is past. */
  when: string | null;
  home: string;
  /** The address of this page, in front of what belongs to it. */
  here: string;
  returnDays: number;
  supportEmail: string;
  revoke: FormAction;
  forget: FormAction;
};

/** What happened to the money and what comes next on the left, the order as a document on the right. */
export function OrderPageView(props: OrderPageProps) {
  const { view, when, supportEmail, revoke, forget } = props;
  return (
    <div className="state order" data-colour={view.variant}>
      <OrderStatement {...props} />
      <OrderSlip view={view} when={when} supportEmail={supportEmail} />
      <OrderAccessBox orderNo={view.orderNo} revoke={revoke} forget={forget} />
    </div>
  );
}

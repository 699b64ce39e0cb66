import Link from 'next/link';
import { Block, Outcome } from '#components/console/ui/Block.tsx';
import { type Answer, ConfirmForm } from '#components/console/ui/ConfirmForm.tsx';
import { Diff } from '#components/console/ui/Diff.tsx';
import { Facts } from '#components/console/ui/Facts.tsx';
import { StatusMark } from '#components/console/ui/StatusMark.tsx';
import type { DiffLine } from '#domain/change-diff.ts';
import { formatMoney, money } from '#domain/money.ts';
import type { OrderDetail } from '#domain/order-detail.ts';
import type { RefundReason } from '#domain/refund-record.ts';
import { refundReasonWords } from './order-words.tsx';
import { orderPath } from './paths.ts';

type Preview =
  | { readonly kind: 'done'; readonly diff: readonly DiffLine[] }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'done_before' | 'unknown_order' };

type RefundReviewProps = {
  detail: OrderDetail;
  /** Null where what was typed is no amount or no reason. */
  wish: { readonly amount: number; readonly reason: RefundReason } | null;
  preview: Preview | null;
  actId: string;
  act: (previous: Answer | null, form: FormData) => Promise<Answer>;
};

/** What a refund changes, before anything is sent. */
export function RefundReview({ detail, wish, preview, actId, act }: RefundReviewProps) {
  const { order } = detail;
  const amountOf = (amount: number) => formatMoney(money(amount, order.currency), 'en');
  const back = (
    <Link className="btn-c" href={orderPath(order.order_no)} prefetch={false}>
      Back to the order
    </Link>
  );
  if (wish === null || preview?.kind !== 'done') {
    const why =
      preview?.kind === 'refused' ? preview.sentence : `Type an amount in ${order.currency}, such as 20.00.`;
    return (
      <Outcome mark={<StatusMark mark="bad">Not possible</StatusMark>} say={`${why} Nothing was sent.`}>
        {back}
      </Outcome>
    );
  }
  const isFull = wish.amount === detail.refundable && detail.inFlight + order.amount_refunded === 0;
  return (
    <>
      <Outcome
        mark={<StatusMark mark="changed">Review</StatusMark>}
        say={`${amountOf(wish.amount)} will be asked back from the provider. Nothing has been sent yet.`}
      >
        {back}
      </Outcome>
      <Block title="What it comes to">
        <Facts
          facts={{
            Reason: refundReasonWords[wish.reason],
            Paid: amountOf(order.amount),
            'Went back before': amountOf(order.amount_refunded),
            'On its way already': amountOf(detail.inFlight),
            'Kept afterwards': amountOf(detail.refundable - wish.amount),
            Goods: isFull ? 'They end when the provider says that all of it went back' : 'Stay as they are',
          }}
        />
      </Block>
      <Block title="What changes now">
        <Diff lines={preview.diff} />
      </Block>
      <Block title="Send it">
        <ConfirmForm
          action={act}
          verb={`Refund ${amountOf(wish.amount)}`}
          pending="Asking for it"
          reason="optional"
          isDanger
        >
          <input type="hidden" name="orderNo" value={order.order_no} />
          <input type="hidden" name="actId" value={actId} />
          <input type="hidden" name="amount" value={wish.amount} />
          <input type="hidden" name="refundReason" value={wish.reason} />
        </ConfirmForm>
      </Block>
    </>
  );
}

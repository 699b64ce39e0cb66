import Link from 'next/link';
import { Block, Outcome } from '#components/console/ui/Block.tsx';
import type { Times } from '#components/console/ui/RelativeTime.tsx';
import { statusWords } from '#components/console/webhooks/webhook-words.tsx';
import type { Offer } from '#domain/offer.ts';
import type { OrderDetail } from '#domain/order-detail.ts';
import { GoodsBlock } from './GoodsBlock.tsx';
import { HistoryBlock } from './HistoryBlock.tsx';
import { MessagesBlock } from './MessagesBlock.tsx';
import { MoneyBlock } from './MoneyBlock.tsx';
import { OrderActs, type OrderForms } from './OrderActs.tsx';
import { attentionWords, OrderMark } from './order-words.tsx';
import { outcomeSentence } from './outcome-sentence.ts';
import { ordersPath } from './paths.ts';
import { RefundForm } from './RefundForm.tsx';
import { ShopperBlock } from './ShopperBlock.tsx';

type OrderViewProps = {
  detail: OrderDetail;
  offers: readonly Offer[];
  forms: OrderForms;
  /** A fresh id for every form, so that a press that is sent twice is done once. */
  newActId: () => string;
  times: Times;
};

/** One order: what happened first, then money, goods, messages and history; beside them what can be done. */
export function OrderView({ detail, offers, forms, newActId, times }: OrderViewProps) {
  const { order, preorder, acts } = detail;
  const window = offers.find(({ sku }) => sku === order.product_id)?.shipWindow ?? null;
  const reason = order.needs_attention;
  return (
    <div className="cols">
      <div>
        <Outcome
          mark={
            <>
              <OrderMark order={order} />
              {reason === null ? null : <span className="mut">{attentionWords[reason]}</span>}
            </>
          }
          say={outcomeSentence({ order, preorder, refunds: detail.refunds, window })}
        >
          {detail.shopperUrl === null ? null : (
            <a className="btn-c" href={detail.shopperUrl}>
              Open the shopper’s page
            </a>
          )}
          <Link className="btn-c" href={ordersPath} prefetch={false}>
            All orders
          </Link>
        </Outcome>
        <MoneyBlock detail={detail} />
        <HistoryBlock history={detail.history} times={times} />
        <MessagesBlock messages={detail.messages} />
      </div>
      <div>
        <GoodsBlock detail={detail} window={window} times={times} />
        <ShopperBlock detail={detail} reveal={acts === null ? null : forms.reveal} />
        {acts?.refund === null ? <RefundForm detail={detail} /> : null}
        {acts === null ? null : (
          <Block title="What can be done">
            <OrderActs detail={detail} acts={acts} forms={forms} newActId={newActId} />
          </Block>
        )}
        <WebhookList detail={detail} />
      </div>
    </div>
  );
}

function WebhookList({ detail: { webhooks } }: { detail: OrderDetail }) {
  return (
    <Block title="Webhooks of this order">
      {webhooks.length === 0 ? <p className="mut">None.</p> : null}
      <ul className="att-plain">
        {webhooks.map(({ id, event, status }) => (
          <li key={id}>
            <a href={`/console/webhooks?since=30d&open=${id}`}>{event}</a>{' '}
            <span className="mut">{statusWords[status]}</span>
          </li>
        ))}
      </ul>
    </Block>
  );
}

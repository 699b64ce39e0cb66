import Link from 'next/link';
import type { Consent } from '#domain/consent.ts';
import type { Money } from '#domain/money.ts';
import { Block } from '../ui/Block.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { AbsoluteTime, RelativeTime, type Times } from '../ui/RelativeTime.tsx';

export type OrderSummary = {
  readonly orderNo: string;
  readonly status: string;
  readonly amount: Money;
  readonly buyer: string | null;
  readonly consent: Consent | null;
  readonly utm: Readonly<Record<string, string>> | null;
  readonly recoveredFrom: string | null;
  readonly createdAt: Date;
};

/** What a marketer has to know of an order. */
export const summaryOf = (order: OrderSummary, times: Times) => ({
  Status: order.status.replace('_', ' '),
  Amount: <MoneyText money={order.amount} />,
  Buyer: order.buyer,
  'Agreed to marketing': consentWord(order.consent),
  Campaign: order.utm && [order.utm.source, order.utm.medium, order.utm.campaign].filter(Boolean).join(' / '),
  'Landing page': order.utm?.landing_page,
  'Takes up the checkout': order.recoveredFrom && (
    <Link className="mono" href={`/console/marketing?q=${order.recoveredFrom}`} prefetch={false}>
      {order.recoveredFrom}
    </Link>
  ),
  Ordered: <AbsoluteTime at={order.createdAt} times={times} />,
});

function consentWord(consent: Consent | null): string {
  if (consent?.marketing === true) return 'yes';
  return consent?.marketing === false ? 'no' : 'was not asked, or did not answer';
}

/** The orders of one buyer, to choose from. */
export function SeveralOrders({ orders, times }: { orders: readonly OrderSummary[]; times: Times }) {
  return (
    <Block title="Orders of this address">
      <DataTable
        label="Orders of this address"
        columns={[
          { id: 'order', header: 'Order', isSubject: true, isMono: true },
          { id: 'status', header: 'Status' },
          { id: 'amount', header: 'Amount', isNumber: true },
          { id: 'created', header: 'Ordered', isNumber: true },
        ]}
        rows={orders.map((order) => ({
          id: order.orderNo,
          href: `/console/marketing?q=${order.orderNo}`,
          cells: {
            order: order.orderNo,
            status: order.status.replace('_', ' '),
            amount: <MoneyText money={order.amount} />,
            created: <RelativeTime at={order.createdAt} times={times} />,
          },
        }))}
      />
    </Block>
  );
}

import { Block } from '#components/console/ui/Block.tsx';
import { type Answer, ConfirmForm } from '#components/console/ui/ConfirmForm.tsx';
import { Facts } from '#components/console/ui/Facts.tsx';
import { masked } from '#domain/masking.ts';
import type { Order } from '#domain/order.ts';
import type { OrderDetail } from '#domain/order-detail.ts';
import type { Address } from '#domain/payment-event.ts';

type ShopperBlockProps = {
  detail: OrderDetail;
  /** Null for somebody who may not reveal. */
  reveal: ((previous: Answer | null, form: FormData) => Promise<Answer>) | null;
};

/** Who bought it, behind a mask until somebody says why they look. */
export function ShopperBlock({ detail: { order, isMasked }, reveal }: ShopperBlockProps) {
  return (
    <Block title="Shopper" aside={isMasked ? null : <span className="mut">revealed to you, logged</span>}>
      <Facts facts={factsOf(order, isMasked)} />
      {isMasked && reveal !== null ? (
        <details className="act">
          <summary>Reveal, logged</summary>
          <ConfirmForm action={reveal} verb="Reveal for ten minutes" pending="Revealing">
            <input type="hidden" name="orderNo" value={order.order_no} />
          </ConfirmForm>
        </details>
      ) : null}
    </Block>
  );
}

function factsOf(order: Order, isMasked: boolean) {
  const shown = (text: string | null) =>
    text === null ? null : isMasked ? <span className="mask">{masked(text)}</span> : text;
  return {
    Name: shown(order.buyer_name),
    'E-mail': shown(order.email),
    Phone: shown(order.phone),
    'Ships to': placeOf(order.shipping_address, isMasked),
    Marketing: order.consent?.marketing === true ? 'Agreed' : 'No consent, transactional only',
    'Came from':
      order.utm === null ? null : <span className="mono">{Object.values(order.utm).join(' / ')}</span>,
    Account: order.user_id === null ? 'Guest' : 'Signed in',
  };
}

function placeOf(address: Address | null, isMasked: boolean) {
  if (address === null) return null;
  const { name, line1, line2, postalCode, city, state, country } = address;
  const place = [city, state, country].filter(Boolean).join(', ');
  if (isMasked)
    return (
      <>
        <span className="mask">•••</span>, {place}
      </>
    );
  return [name, line1, line2, postalCode, place].filter(Boolean).join(', ');
}

import type { Order } from '#domain/order.ts';
import { orderKey } from './order-key.ts';

type Linked = Pick<Order, 'order_no' | 'link_version' | 'locale'>;

/** Makes the addresses that open the page of an order, in its buyer's language; none without a secret to sign them. */
export const createOrderUrls =
  ({ appUrl, secret }: { appUrl: string; secret: string | null }) =>
  ({ order_no: orderNo, link_version: version, locale }: Linked): string | null => {
    if (secret === null) return null;
    const shop = locale === 'en' ? appUrl : `${appUrl}/${locale}`;
    return `${shop}/orders/${orderNo}/open?key=${orderKey({ orderNo, version }, secret)}`;
  };

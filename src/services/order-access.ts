import type { Order } from '#domain/order.ts';

/** What somebody brings along who wants to see an order: both may be missing. */
export type OrderAccess = {
  readonly orderNo: string;
  /** The version of the links this browser was let in by, for this very order. */
  readonly linkVersion: number | null;
  /** Who is signed in. */
  readonly uid: string | null;
};

/** Whether an order may be seen and acted on: by its owner, and by whoever came through a link that still counts. */
export const mayOpen = (order: Order, { orderNo, linkVersion, uid }: OrderAccess): boolean =>
  order.order_no === orderNo &&
  (order.link_version === linkVersion || (uid !== null && order.user_id === uid));

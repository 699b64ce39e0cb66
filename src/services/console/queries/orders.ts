import { demandRole, type Operator } from '#domain/operator.ts';
import type { AttentionReason, Order } from '#domain/order.ts';
import { attentionReasons } from '#domain/order.ts';
import type { OrderFilter } from '#domain/order-search.ts';
import type { ListQuery } from '#libs/store/store.ts';
import type { AppContext } from '#services/app-context.ts';

export type OrderPage = { readonly rows: readonly Order[]; readonly next: string | null };

export type OrderListing = {
  readonly filter: OrderFilter;
  readonly after?: string | null;
  readonly limit?: number;
};

const pageSize = 50;
const filePageSize = 500;

/** Orders, newest first. Throws NotAllowedError, and RangeError on a cursor that is not ours. */
export async function orders(
  app: AppContext,
  operator: Operator,
  { filter, after = null, limit = pageSize }: OrderListing,
): Promise<OrderPage> {
  demandRole(operator, 'viewer');
  return app.store.list('payment_orders', { ...wanted(filter), after, limit });
}

/** Every order of a filter, page by page, for a file. */
export async function* everyOrder(
  app: AppContext,
  operator: Operator,
  filter: OrderFilter,
): AsyncGenerator<Order> {
  let after: string | null = null;
  do {
    const page: OrderPage = await orders(app, operator, { filter, after, limit: filePageSize });
    yield* page.rows;
    after = page.next;
  } while (after !== null);
}

function wanted(filter: OrderFilter): Omit<ListQuery<'payment_orders'>, 'after' | 'limit'> {
  const { status, color, country, attention, from, until, search } = filter;
  const where = {
    ...(status && { status }),
    ...(color && { variant: color }),
    ...(country && { country }),
    ...(attention !== null && attention !== 'any' && { needs_attention: attention }),
    ...(search && search.kind !== 'email' && named(search)),
  };
  const reasons: readonly AttentionReason[] | null = attention === 'any' ? attentionReasons : null;
  return {
    where,
    among: {
      ...(search?.kind === 'email' && { email: search.spellings }),
      ...(reasons && { needs_attention: reasons }),
    },
    ...(from && { from }),
    ...(until && { until }),
  };
}

/** Sessions and trade numbers are unique with their provider, which here is the one there is. */
const named = ({ kind, text }: { kind: 'order_no' | 'session_id' | 'trade_no'; text: string }) =>
  kind === 'order_no' ? { order_no: text } : ({ payment_method: 'stripe', [kind]: text } as const);

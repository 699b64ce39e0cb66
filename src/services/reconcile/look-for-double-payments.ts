import type { Transaction } from '#domain/order.ts';
import type { AppContext } from '#services/app-context.ts';
import { flagDoublePayments } from '#services/flag-double-payment.ts';
import { inGroups } from '#services/in-groups.ts';
import { bookmarkOf, moveBookmark } from './bookmark.ts';
import { type ListPart, walkWindows } from './walk-windows.ts';

const bookmark = 'double_payments';

/** What was booked later than this is left to the next run: its commit may still be under way, seconds. */
const inFlightSeconds = 120;
/** How far back the first run looks. */
const firstSeconds = 86_400;
const pageSize = 100;

/**
 * Looks once at every payment that was booked since the last run, however it came to be booked: what follows an answer is
 * lost with its process. It asks one question to an index where nothing was paid, and goes on where the last run stopped.
 * Throws StoreUnavailableError and StoreConflictError.
 */
export async function lookForDoublePayments(
  app: AppContext,
  { budgetSeconds = 10 }: { budgetSeconds?: number } = {},
): Promise<{ looked: number }> {
  const now = app.clock.now().getTime();
  const from = (await bookmarkOf(app, bookmark)) ?? new Date(now - firstSeconds * 1000);
  const until = new Date(now - inFlightSeconds * 1000);
  let looked = 0;
  for await (const window of walkWindows(paymentsIn(app), { from, until })) {
    await lookAt(app, window.items);
    await moveBookmark(app, bookmark, window.until);
    looked += window.items.length;
    if (app.clock.now().getTime() >= now + budgetSeconds * 1000) break;
  }
  return { looked };
}

const paymentsIn =
  ({ store }: AppContext): ListPart<Transaction> =>
  async (window) => {
    const where = { action_type: 'charge', status: 'succeeded' } as const;
    const { rows, next } = await store.list('payment_transactions', { where, ...window, limit: pageSize });
    return { items: rows, next };
  };

async function lookAt(app: AppContext, payments: readonly Transaction[]): Promise<void> {
  for (const ids of inGroups([...new Set(payments.map(({ order_id }) => order_id))])) {
    const orders = await app.store.get('payment_orders', ids);
    await flagDoublePayments(
      app,
      orders.map(({ record }) => record),
    );
  }
}

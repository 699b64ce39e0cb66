import { OrdersView } from '#components/console/orders/OrdersView.tsx';
import { orders } from '#services/console/queries/orders.ts';
import { visitConsole } from '../console-door.ts';
import { ConsoleScreen } from '../console-screen.tsx';
import { givenIn, orderFilterOf, pageFrom } from './filter.ts';

export const metadata = { title: 'Orders' };

/** Every order, filtered by the address. */
export default async function OrdersPage({ searchParams }: PageProps<'/console/orders'>) {
  const visit = await visitConsole();
  const { app, operator, times } = visit;
  const query = givenIn(await searchParams);
  const filter = orderFilterOf(query);
  const page = await pageFrom(query.after, (after) => orders(app, operator, { filter, after }));
  const colors = app.catalog.offers.flatMap(({ variants }) => variants.map(({ id }) => id));
  return (
    <ConsoleScreen visit={visit} here="orders" title="Orders">
      <OrdersView {...page} query={query} colors={colors} times={times} />
    </ConsoleScreen>
  );
}

import { RefundsView } from '#components/console/refunds/RefundsView.tsx';
import { refunds } from '#services/console/queries/refunds.ts';
import { visitConsole } from '../console-door.ts';
import { ConsoleScreen } from '../console-screen.tsx';
import { givenIn, pageFrom, refundFilterOf } from '../orders/filter.ts';

export const metadata = { title: 'Refunds' };

/** Every refund that was asked for, filtered by the address. */
export default async function RefundsPage({ searchParams }: PageProps<'/console/refunds'>) {
  const visit = await visitConsole();
  const { app, operator, times } = visit;
  const query = givenIn(await searchParams);
  const filter = refundFilterOf(query);
  const page = await pageFrom(query.after, (after) => refunds(app, operator, { filter, after }));
  return (
    <ConsoleScreen visit={visit} here="refunds" title="Refunds">
      <RefundsView {...page} query={query} times={times} />
    </ConsoleScreen>
  );
}

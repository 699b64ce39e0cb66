import { notFound } from 'next/navigation';
import { DeliveriesView } from '#components/console/deliveries/DeliveriesView.tsx';
import { mayAct } from '#domain/operator.ts';
import { deliveries } from '#services/console/queries/deliveries.ts';
import { delivery } from '#services/console/queries/delivery.ts';
import { deliveryCounts } from '#services/console/queries/delivery-counts.ts';
import { reviveDeliveries } from '#services/console/revive-deliveries.ts';
import { visitConsole } from '../console-door.ts';
import { ConsoleScreen } from '../console-screen.tsx';
import { resendMessage, revealMessage, reviveMessage, reviveMessages } from './actions.ts';
import { DeliveryAddress, filterOf } from './delivery-filter.ts';

export const metadata = { title: 'Deliveries' };

/** What is on its way to the outside, what arrived and what did not. */
export default async function DeliveriesPage({ searchParams }: PageProps<'/console/deliveries'>) {
  const visit = await visitConsole();
  const { app, operator } = visit;
  const address = DeliveryAddress.parse(await searchParams);
  const filter = filterOf(address, app.clock.now());
  const isReviving = address.act === 'revive' && mayAct(operator, 'operator');
  const [page, counts, open, revival] = await Promise.all([
    deliveries(app, operator, { filter, after: address.after || null }).catch(unknownPlace),
    deliveryCounts(app, operator, filter),
    address.open ? delivery(app, operator, address.open) : null,
    isReviving ? reviveDeliveries(app, operator, { filter, reason: null }) : null,
  ]);
  return (
    <ConsoleScreen visit={visit} here="deliveries" title="Deliveries" aside={<Aside />}>
      <DeliveriesView
        {...{ address, page, counts, open, revival }}
        mayRevive={mayAct(operator, 'operator')}
        times={visit.times}
        actions={{
          revive: reviveMessage,
          reviveAll: reviveMessages,
          resend: resendMessage,
          reveal: revealMessage,
        }}
      />
    </ConsoleScreen>
  );
}

const Aside = () => <span className="mut">What we promised Klaviyo, shoppers and the payment provider</span>;

function unknownPlace(error: unknown): never {
  if (error instanceof RangeError) notFound();
  throw error;
}

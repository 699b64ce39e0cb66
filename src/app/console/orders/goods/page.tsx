import { GoodsView } from '#components/console/orders/GoodsView.tsx';
import { mayAct } from '#domain/operator.ts';
import { preorderStatuses } from '#domain/preorder.ts';
import { goods } from '#services/console/queries/goods.ts';
import { visitConsole } from '../../console-door.ts';
import { ConsoleScreen } from '../../console-screen.tsx';
import { produceChosen } from '../bulk-actions.ts';
import { givenIn, pageFrom } from '../filter.ts';

export const metadata = { title: 'Goods' };

/** What is to be made and sent. */
export default async function GoodsPage({ searchParams }: PageProps<'/console/orders/goods'>) {
  const visit = await visitConsole();
  const { app, operator, times } = visit;
  const query = givenIn(await searchParams);
  const status = preorderStatuses.find((station) => station === query.status) ?? 'confirmed';
  const filter = { status, color: query.color ?? null };
  const page = await pageFrom(query.after, (after) => goods(app, operator, { filter, after }));
  const colors = app.catalog.offers.flatMap(({ variants }) => variants.map(({ id }) => id));
  const mayProduce = status === 'confirmed' && mayAct(operator, 'operator');
  return (
    <ConsoleScreen visit={visit} here="orders" title="Goods to make and send">
      <GoodsView
        {...page}
        {...{ status, query, colors, times }}
        produce={mayProduce ? produceChosen : null}
      />
    </ConsoleScreen>
  );
}

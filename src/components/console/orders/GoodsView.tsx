import { addressOf, type Query } from '#components/console/ui/addresses.ts';
import { type Answer, ConfirmForm } from '#components/console/ui/ConfirmForm.tsx';
import { type Column, DataTable } from '#components/console/ui/DataTable.tsx';
import { EmptyState } from '#components/console/ui/EmptyState.tsx';
import { RelativeTime, type Times } from '#components/console/ui/RelativeTime.tsx';
import { Pager, Views } from '#components/console/ui/Views.tsx';
import { type Preorder, type PreorderStatus, preorderStatuses } from '#domain/preorder.ts';
import { colorWord, GoodsMark, goodsWords } from './order-words.tsx';
import { orderPath, ordersPath, shipmentsPath } from './paths.ts';

const path = `${ordersPath}/goods`;

type GoodsViewProps = {
  rows: readonly Preorder[];
  next: string | null;
  status: PreorderStatus;
  query: Query;
  colors: readonly string[];
  /** Marks the chosen ones in production; null where that is not the next station, or for somebody who only looks. */
  produce: ((previous: Answer | null, form: FormData) => Promise<Answer>) | null;
  times: Times;
};

const columns: readonly Column[] = [
  { id: 'state', header: 'State' },
  { id: 'order', header: 'Order', isSubject: true, isMono: true },
  { id: 'color', header: 'Colour' },
  { id: 'country', header: 'To', leaves: ['phone'] },
  { id: 'tracking', header: 'Tracking', isMono: true, leaves: ['phone', 'narrow'] },
  { id: 'placed', header: 'Placed', isNumber: true },
];

/** What is to be made and sent, station by station. */
export function GoodsView({ rows, next, status, query, colors, produce, times }: GoodsViewProps) {
  const views = preorderStatuses.map((station) => ({
    ...{ name: goodsWords[station][1], count: null, isCurrent: station === status },
    href: addressOf(path, { status: station, color: query.color }),
  }));
  const table = (
    <DataTable
      label="Goods"
      columns={columns}
      rows={rows.map((preorder) => rowOf(preorder, times))}
      {...(produce === null ? {} : { choose: 'orderNo' })}
    />
  );
  return (
    <>
      <Views views={views} />
      <ColorFilter status={status} color={query.color ?? ''} colors={colors} />
      {rows.length === 0 ? (
        <EmptyState sentence={`Nothing is ${goodsWords[status][1].toLowerCase()}.`} />
      ) : null}
      {rows.length > 0 && produce !== null ? (
        <ConfirmForm
          action={produce}
          verb="Mark the chosen in production"
          pending="Marking"
          reason="optional"
          note="Every shopper gets one mail."
        >
          {table}
        </ConfirmForm>
      ) : null}
      {rows.length > 0 && produce === null ? table : null}
      <Pager
        older={next === null ? null : addressOf(path, { ...query, after: next })}
        newest={query.after ? addressOf(path, { ...query, after: null }) : null}
      />
    </>
  );
}

function ColorFilter({
  status,
  color,
  colors,
}: {
  status: string;
  color: string;
  colors: readonly string[];
}) {
  return (
    <search>
      <form className="filt" method="get" action={path}>
        <input type="hidden" name="status" value={status} />
        <select name="color" aria-label="Colour" defaultValue={color}>
          <option value="">Any colour</option>
          {colors.map((id) => (
            <option key={id} value={id}>
              {colorWord(id)}
            </option>
          ))}
        </select>
        <button className="btn-c" type="submit">
          Filter
        </button>
        <a className="btn-c" href={shipmentsPath}>
          Upload a tracking list
        </a>
      </form>
    </search>
  );
}

const rowOf = (preorder: Preorder, times: Times) => ({
  id: preorder.preorder_number,
  href: orderPath(preorder.preorder_number),
  cells: {
    state: <GoodsMark status={preorder.status} />,
    order: preorder.preorder_number,
    color: colorWord(preorder.color),
    country: preorder.shipping_address?.country ?? null,
    tracking: preorder.tracking_number,
    placed: <RelativeTime at={preorder.created_at} times={times} />,
  },
});

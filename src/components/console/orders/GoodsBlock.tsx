import { Block } from '#components/console/ui/Block.tsx';
import { Facts } from '#components/console/ui/Facts.tsx';
import { AbsoluteTime, type Times } from '#components/console/ui/RelativeTime.tsx';
import { parcelOf } from '#domain/carriers.ts';
import type { ShipWindow } from '#domain/offer.ts';
import type { OrderDetail } from '#domain/order-detail.ts';
import type { Preorder } from '#domain/preorder.ts';
import { colorWord, GoodsMark } from './order-words.tsx';
import { shipsText } from './outcome-sentence.ts';

type GoodsBlockProps = { detail: OrderDetail; window: ShipWindow | null; times: Times };

/** What was bought and where it stands. */
export function GoodsBlock({ detail: { order, preorder }, window, times }: GoodsBlockProps) {
  return (
    <Block title="Preorder">
      <Facts
        facts={{
          State:
            preorder === null ? (
              <span className="mut">Not begun</span>
            ) : (
              <GoodsMark status={preorder.status} />
            ),
          Colour: colorWord(order.variant),
          Quantity: order.quantity,
          Ships: preorder === null ? null : shipsText(preorder, window),
          Tracking: preorder === null ? null : <Tracking preorder={preorder} />,
          Pieces: order.stock_units?.join(', ') ?? 'not limited',
          Language: order.locale,
          Placed: <AbsoluteTime at={order.created_at} times={times} />,
        }}
      />
    </Block>
  );
}

function Tracking({ preorder: { carrier, tracking_number } }: { preorder: Preorder }) {
  if (tracking_number === null) return <span className="mut">None yet</span>;
  const parcel = parcelOf(carrier, tracking_number);
  const text = `${parcel.carrier ?? ''} ${parcel.number}`;
  return parcel.url === null ? (
    <span className="mono">{text}</span>
  ) : (
    <a className="mono" href={parcel.url} rel="noreferrer">
      {text}
    </a>
  );
}

import { Block } from '#components/console/ui/Block.tsx';
import { StatusMark } from '#components/console/ui/StatusMark.tsx';
import type { ColourStock } from '#domain/overview.ts';

const few = 10;

/** How much of every colour is sold and left. */
export function StockByColour({ stock }: { stock: readonly ColourStock[] }) {
  return (
    <Block title="Stock by colour">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard */}
      <section className="tw" tabIndex={0} aria-label="Stock by colour, table">
        <table className="t in">
          <thead>
            <tr>
              <th scope="col">Colour</th>
              <th scope="col">
                <span className="vh">Share sold</span>
              </th>
              <th scope="col" className="r">
                Sold
              </th>
              <th scope="col" className="r">
                Left
              </th>
            </tr>
          </thead>
          <tbody>
            {stock.map((colour) => (
              <tr key={colour.colour}>
                <td>{colour.name}</td>
                <td>{colour.limit === null ? null : <Meter share={colour.sold / colour.limit} />}</td>
                <td className="r mono">{colour.limit === null ? '–' : colour.sold}</td>
                <td className="r">
                  <Left left={colour.left} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Block>
  );
}

const Meter = ({ share }: { share: number }) => (
  <span className="meter">
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="10" fill="var(--ch-grid)" />
      <rect width={Math.min(100, share * 100)} height="10" fill="var(--ch-1)" />
    </svg>
  </span>
);

function Left({ left }: { left: number | null }) {
  if (left === null) return <span className="mut">not limited</span>;
  if (left === 0) return <StatusMark mark="skip">Sold out</StatusMark>;
  return left <= few ? (
    <StatusMark mark="wait">{left} left</StatusMark>
  ) : (
    <span className="mono">{left}</span>
  );
}

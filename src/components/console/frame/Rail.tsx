import Link from 'next/link';
import { Mark } from '#components/ui/Mark.tsx';
import type { Role } from '#domain/operator.ts';
import type { RailCount, RailCounts } from '#domain/rail-counts.ts';
import { type Area, areasFor } from './areas.ts';

/** What a count is of; all of it needs a person. */
const words: Readonly<Record<keyof RailCounts, string>> = {
  orders: 'need a person',
  refunds: 'late',
  webhooks: 'failed',
  deliveries: 'given up',
  incidents: 'open',
};

/** Every area somebody may enter, and how much in it needs a person. */
export function Rail({ here, role, counts }: { here: Area; role: Role; counts: RailCounts | null }) {
  const countOf = (id: Area) => (counts !== null && id in words ? (id as keyof RailCounts) : null);
  return (
    <nav className="rail" aria-label="Console">
      <Mark href="/console" />
      <ul>
        {areasFor(role).map(({ id, name, href }) => {
          const counted = countOf(id);
          return (
            <li key={id}>
              <Link
                className="n"
                href={href}
                prefetch={false}
                aria-current={id === here ? 'page' : undefined}
              >
                {name}
                {counts === null || counted === null ? null : (
                  <Count count={counts[counted]} words={words[counted]} />
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

const mostShown = 99;

/** Nothing while nothing needs a person. */
function Count({ count: { count, more }, words }: { count: RailCount; words: string }) {
  if (count === 0) return null;
  return (
    <span className="ct bad">
      {more || count > mostShown ? `${mostShown}+` : count}
      <span className="vh"> {words}</span>
    </span>
  );
}

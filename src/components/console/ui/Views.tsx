import Link from 'next/link';

export type View = {
  readonly name: string;
  readonly href: string;
  /** How many there are; null where counting is too dear. */
  readonly count: number | null;
  readonly isCurrent: boolean;
};

/** Saved views of a list, as tabs with counts; each is an address. */
export function Views({ views }: { views: readonly View[] }) {
  return (
    <ul className="views" aria-label="Saved views">
      {views.map(({ name, href, count, isCurrent }) => (
        <li key={name}>
          <Link href={href} prefetch={false} aria-current={isCurrent || undefined}>
            {name}
            {count === null ? null : <span className="mono">{count}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The way to what came before, under a list; null when there is nothing older. */
export function Pager({
  note,
  older,
  newest,
}: {
  note?: string;
  older: string | null;
  newest?: string | null;
}) {
  return (
    <nav className="pager" aria-label="Pages">
      <span>{note}</span>
      <span className="acts">
        {newest ? (
          <Link className="btn-c" href={newest} prefetch={false}>
            Newest
          </Link>
        ) : null}
        {older === null ? null : (
          <Link className="btn-c" href={older} prefetch={false}>
            Older
          </Link>
        )}
      </span>
    </nav>
  );
}

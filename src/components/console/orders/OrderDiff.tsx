import type { DiffLine, DiffSign } from '#domain/change-diff.ts';

const classes: Readonly<Record<DiffSign, string | undefined>> = { '+': 'add', '~': 'chg', '=': undefined };

/** What an act writes, record by record. */
export function OrderDiff({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <div className="diff">
      {lines.map(({ sign, record, subject, fields }) => (
        <div className={classes[sign]} key={`${record} ${subject}`}>
          <span className="sgn">{sign}</span>
          <span>{record}</span>
          <span>
            {subject}
            {fields.map(({ name, before, after }) => (
              <span key={name}>
                {' '}
                {name.replaceAll('_', ' ')}: <del>{before ?? 'none'}</del> → <ins>{after ?? 'none'}</ins>
              </span>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

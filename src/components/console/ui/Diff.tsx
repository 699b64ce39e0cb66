import type { DiffLine, DiffSign } from '#domain/change-diff.ts';

const classes: Readonly<Record<DiffSign, string | undefined>> = { '+': 'add', '~': 'chg', '=': undefined };

/** What would be written, record by record. */
export function Diff({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <div className="diff">
      {lines.map((line) => (
        <Line key={`${line.record} ${line.subject}`} line={line} />
      ))}
    </div>
  );
}

function Line({ line: { sign, record, subject, fields } }: { line: DiffLine }) {
  return (
    <div className={classes[sign]}>
      <span className="sgn">{sign}</span>
      <span>{record}</span>
      <span>
        {subject}
        {sign === '=' ? ', there already' : null}
        {fields.map(({ name, before, after }) => (
          <span className="fld" key={name}>
            {name.replaceAll('_', ' ')}: <del>{before ?? 'none'}</del> → <ins>{after ?? 'none'}</ins>
          </span>
        ))}
      </span>
    </div>
  );
}

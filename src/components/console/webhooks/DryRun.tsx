import type { DiffLine, DiffSign } from '#domain/change-diff.ts';
import type { ReplayPreview } from '#domain/replay.ts';

const classes: Readonly<Record<DiffSign, string | undefined>> = { '+': 'add', '~': 'chg', '=': undefined };

/** What replaying would do: the sentence, then record by record. Nothing of it is written yet. */
export function DryRun({ preview }: { preview: ReplayPreview }) {
  return (
    <>
      <p className="say-dry">{preview.sentence}</p>
      {preview.diff.length === 0 ? null : (
        <div className="diff">
          {preview.diff.map((line) => (
            <Line key={`${line.record} ${line.subject}`} line={line} />
          ))}
        </div>
      )}
    </>
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

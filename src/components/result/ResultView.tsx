import type { ResultStatementProps } from './ResultStatement.tsx';
import { ResultStatement } from './ResultStatement.tsx';
import { Slip } from './Slip.tsx';

/** The statement on the left, the order as a slip on the right, in the colour that was bought. */
export function ResultView(props: ResultStatementProps) {
  const { view, batch, supportEmail } = props;
  return (
    <div className={view.state === 'confirming' ? 'state pulse' : 'state'} data-colour={view.order?.variant}>
      <ResultStatement {...props} />
      {view.order === null ? null : (
        <Slip state={view.state} order={view.order} batch={batch} supportEmail={supportEmail} />
      )}
    </div>
  );
}

'use client';
import type { Mood } from '#components/ui/Face.tsx';
import { Face } from '#components/ui/Face.tsx';
import type { CheckoutErrorClass } from '#domain/checkout.ts';
import type { BoundaryTexts } from './checkout-view.ts';
import { classOfError } from './error-class.ts';
import { ErrorDetails } from './PaymentErrorBoundary.tsx';

const moods = {
  configuration: 'asleep',
  network: 'aside',
  payment: 'shut',
} satisfies Record<CheckoutErrorClass, Mood>;

type ErrorStatementProps = {
  error: unknown;
  texts: BoundaryTexts;
  supportEmail: string;
  retry: () => void;
};

/** A failure that took the whole page: the money first, then the way on. */
export function ErrorStatement({ error, texts, supportEmail, retry }: ErrorStatementProps) {
  const { kind } = classOfError(error);
  return (
    <main className="bound" id="main">
      <div className="say" role="alert">
        <Face mood={moods[kind]} className="gaze-now" />
        <h1>{texts[kind].title}</h1>
        <p className="lead">{texts[kind].text}</p>
        <div className="acts">
          <button className="btn small" type="button" onClick={retry}>
            {texts.retry}
          </button>
          <a className="btn quiet small" href={`mailto:${supportEmail}`}>
            {texts.write}
          </a>
        </div>
      </div>
      <ErrorDetails error={error} label={texts.debug} />
    </main>
  );
}

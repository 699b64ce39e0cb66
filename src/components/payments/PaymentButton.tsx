'use client';
import { useEffect, useState } from 'react';
import { useFormStatus } from 'react-dom';
import { type CheckoutTexts, type QuantityView, type SwatchView, unserved } from './checkout-view.ts';

const patienceMs = 4_000;

type PaymentButtonProps = {
  swatches: readonly SwatchView[];
  quantities: readonly QuantityView[];
  texts: Pick<
    CheckoutTexts,
    | 'button'
    | 'notServed'
    | 'notServedAdvice'
    | 'opening'
    | 'openingNote'
    | 'stillOpening'
    | 'stillOpeningNote'
    | 'startAgain'
  >;
};

/** The one button. It names the amount, and while the payment page opens two lights look left and right. */
export function PaymentButton({ swatches, quantities, texts }: PaymentButtonProps) {
  const { pending } = useFormStatus();
  const late = useLate(pending);
  const zones = servedZones(quantities);
  const open = swatches.filter((swatch) => swatch.availability === 'open').map((swatch) => swatch.id);
  return (
    <div className="buy">
      <button
        className="btn"
        type="submit"
        data-when={open.join(' ')}
        data-to={zones}
        aria-busy={pending || undefined}
        aria-disabled={pending || undefined}
      >
        <span className="eyes" aria-hidden="true">
          <i />
          <i />
        </span>
        {pending ? (
          <span>{late ? texts.stillOpening : texts.opening}</span>
        ) : (
          <Amount {...{ quantities, texts }} />
        )}
      </button>
      {zones === undefined ? null : (
        <div data-when={open.join(' ')} data-to={unserved}>
          <button className="btn" type="button" disabled>
            {texts.notServed}
          </button>
          <p className="restock">{texts.notServedAdvice}</p>
        </div>
      )}
      {swatches
        .filter((swatch) => swatch.availability !== 'open')
        .map((swatch) => (
          <div key={swatch.id} data-when={swatch.id}>
            <button className="btn" type="button" disabled>
              {swatch.unavailable}
            </button>
            <p className="restock">{swatch.advice}</p>
          </div>
        ))}
      <p className="pending-note" role="status">
        {pending ? (late ? texts.stillOpeningNote : texts.openingNote) : null}
        {late ? (
          <button type="button" className="as-link" onClick={() => window.location.reload()}>
            {texts.startAgain}
          </button>
        ) : null}
      </p>
    </div>
  );
}

function Amount({
  quantities,
  texts,
}: Pick<PaymentButtonProps, 'quantities'> & { texts: { button: string } }) {
  return (
    <span>
      {texts.button}{' '}
      {quantities.map(({ count, totals }) =>
        totals.map(({ total, zones }) => (
          <span key={`${count} ${total}`} className="num" data-qty={count} data-to={zones ?? undefined}>
            {total}
          </span>
        )),
      )}
    </span>
  );
}

/** The zones some amount can be sent to; undefined where nothing is sent. */
const servedZones = (quantities: readonly QuantityView[]): string | undefined =>
  quantities[0]?.totals.flatMap(({ zones }) => zones ?? []).join(' ') || undefined;

/** True once the wait is longer than a shopper expects. */
function useLate(pending: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!pending) return;
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [pending]);
  return late && pending;
}

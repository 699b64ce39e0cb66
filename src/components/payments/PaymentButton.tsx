'use client';
import { useEffect, useState } from 'react';
import { useFormStatus } from 'react-dom';
import type { CheckoutTexts, QuantityView, SwatchView } from './checkout-view.ts';

const patienceMs = 4_000;

type PaymentButtonProps = {
  swatches: readonly SwatchView[];
  quantities: readonly QuantityView[];
  texts: Pick<
    CheckoutTexts,
    'button' | 'opening' | 'openingNote' | 'stillOpening' | 'stillOpeningNote' | 'startAgain'
  >;
};

/** The one button. It names the amount, and while the payment page opens two lights look left and right. */
export function PaymentButton({ swatches, quantities, texts }: PaymentButtonProps) {
  const { pending } = useFormStatus();
  const late = useLate(pending);
  const open = swatches.filter((swatch) => swatch.availability === 'open').map((swatch) => swatch.id);
  return (
    <div className="buy">
      <button
        className="btn"
        type="submit"
        data-when={open.join(' ')}
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
      {quantities.map(({ count, total }) => (
        <span key={count} className="num" data-qty={count}>
          {total}
        </span>
      ))}
    </span>
  );
}

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

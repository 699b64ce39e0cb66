'use client';
import type { ReactNode } from 'react';
import { useActionState, useEffect } from 'react';
import { EmailField } from '#components/product/EmailField.tsx';
import { ProductSelection } from '#components/product/ProductSelection.tsx';
import { QuantityField } from '#components/product/QuantityField.tsx';
import type { CheckoutChoice, CheckoutField } from '#domain/checkout.ts';
import { CheckoutErrorNotice } from './CheckoutErrorNotice.tsx';
import type { CheckoutAction, CheckoutTexts, QuantityView, SwatchView } from './checkout-view.ts';
import { choiceOf, fetchPicture, keepChoiceInAddress, noteCampaign, utmNames } from './choice-in-page.ts';
import { PaymentButton } from './PaymentButton.tsx';
import { PaymentErrorBoundary } from './PaymentErrorBoundary.tsx';

type CheckoutFormProps = {
  action: CheckoutAction;
  sku: string;
  locale: string;
  choice: CheckoutChoice;
  swatches: readonly SwatchView[];
  quantities: readonly QuantityView[];
  texts: CheckoutTexts;
  label: string;
  supportEmail: string;
  intro: ReactNode;
  promises: ReactNode;
  trust: ReactNode;
};

/** The form from the choice to the button. A plain POST without a script, the same server action with one. */
export function CheckoutForm(props: CheckoutFormProps) {
  return (
    <PaymentErrorBoundary
      choice={props.choice}
      texts={props.texts.boundary}
      supportEmail={props.supportEmail}
    >
      {(choice, keep) => <CheckoutFields {...props} choice={choice} keep={keep} />}
    </PaymentErrorBoundary>
  );
}

type CheckoutFieldsProps = CheckoutFormProps & { keep: (choice: CheckoutChoice) => void };

function CheckoutFields(props: CheckoutFieldsProps) {
  const { texts, swatches, quantities } = props;
  const [state, submit, pending] = useActionState(props.action, { error: null, choice: props.choice });
  useReloadFromCache(pending);
  const { error, choice } = state;
  const chosen = choice.color ?? props.choice.color ?? '';
  const fieldError = (field: CheckoutField): string | null =>
    error?.field === field ? texts.errors[error.code].field : null;
  return (
    <form
      className="counter"
      aria-label={props.label}
      action={submit}
      onChange={(event) => keepChoiceInAddress(choiceOf(event.currentTarget).color)}
      onPointerOver={(event) => fetchPicture(event.target)}
      onSubmit={(event) => {
        if (pending) return event.preventDefault();
        noteCampaign(event.currentTarget);
        props.keep(choiceOf(event.currentTarget));
      }}
    >
      <input type="hidden" name="sku" value={props.sku} />
      <input type="hidden" name="locale" value={props.locale} />
      {utmNames.map((name) => (
        <input key={name} type="hidden" name={name} />
      ))}
      {props.intro}
      <p className="cancelled" id="cancelled" role="status">
        {texts.cancelled}
      </p>
      <ProductSelection swatches={swatches} chosen={chosen} texts={texts} error={fieldError('color')} />
      <QuantityField
        counts={quantities.map(({ count }) => count)}
        chosen={choice.quantity}
        texts={texts}
        error={fieldError('quantity')}
      />
      <EmailField value={choice.email} texts={texts} error={fieldError('email')} />
      {props.promises}
      {error === null ? null : <CheckoutErrorNotice key={error.reference} error={error} texts={texts} />}
      <PaymentButton swatches={swatches} quantities={quantities} texts={texts} />
      {props.trust}
    </form>
  );
}

/** A page that comes back from the back-forward cache still waits for a redirect that is over. */
function useReloadFromCache(pending: boolean): void {
  useEffect(() => {
    if (!pending) return;
    const recover = (event: PageTransitionEvent): void => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener('pageshow', recover);
    return () => window.removeEventListener('pageshow', recover);
  }, [pending]);
}

'use client';
import type { ReactNode } from 'react';
import { useActionState, useRef } from 'react';
import { tell } from '#components/analytics/shop-events.ts';
import { DeliveryField } from '#components/product/DeliveryField.tsx';
import { EmailField } from '#components/product/EmailField.tsx';
import { ProductSelection } from '#components/product/ProductSelection.tsx';
import { QuantityField } from '#components/product/QuantityField.tsx';
import type { CheckoutChoice, CheckoutField } from '#domain/checkout.ts';
import type { Money } from '#domain/money.ts';
import { CheckoutErrorNotice } from './CheckoutErrorNotice.tsx';
import type {
  CheckoutAction,
  CheckoutTexts,
  CountryView,
  QuantityView,
  SwatchView,
} from './checkout-view.ts';
import {
  choiceOf,
  fetchPicture,
  keepChoiceInAddress,
  noteCampaign,
  noteConsent,
  utmNames,
} from './choice-in-page.ts';
import { PaymentButton } from './PaymentButton.tsx';
import { PaymentErrorBoundary } from './PaymentErrorBoundary.tsx';
import { useChoices } from './use-choices.ts';
import { useReloadFromCache } from './use-reload-from-cache.ts';

type CheckoutFormProps = {
  action: CheckoutAction;
  sku: string;
  locale: string;
  choice: CheckoutChoice;
  swatches: readonly SwatchView[];
  quantities: readonly QuantityView[];
  countries: readonly CountryView[];
  texts: CheckoutTexts;
  label: string;
  supportEmail: string;
  intro: ReactNode;
  promises: ReactNode;
  /** What may be agreed to besides the purchase. */
  consent: ReactNode;
  trust: ReactNode;
  /** What one costs, for those who count. */
  unitPrice: Money;
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
  const form = useRef<HTMLFormElement>(null);
  const chose = useChoices(form, props);
  const { error, choice } = state;
  const chosen = choice.color ?? props.choice.color ?? '';
  const fieldError = (field: CheckoutField): string | null =>
    error?.field === field ? texts.errors[error.code].field : null;
  return (
    <form
      ref={form}
      className="counter"
      aria-label={props.label}
      action={submit}
      onChange={(event) => chose(event.currentTarget)}
      onPointerOver={(event) => fetchPicture(event.target)}
      onSubmit={(event) => {
        if (pending) return event.preventDefault();
        keepChoiceInAddress(event.currentTarget);
        noteCampaign(event.currentTarget);
        noteConsent(event.currentTarget);
        tell({ name: 'begin_checkout', ...sold(props, choiceOf(event.currentTarget)) });
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
      <DeliveryField
        countries={props.countries}
        chosen={choice.country ?? props.choice.country}
        label={texts.deliverTo}
        error={fieldError('country')}
      />
      <EmailField value={choice.email} texts={texts} error={fieldError('email')} />
      {props.promises}
      {error === null ? null : <CheckoutErrorNotice key={error.reference} error={error} texts={texts} />}
      <PaymentButton swatches={swatches} quantities={quantities} texts={texts} />
      {props.trust}
      {props.consent}
    </form>
  );
}

const sold = ({ sku, unitPrice }: CheckoutFormProps, { color, quantity }: CheckoutChoice) => ({
  ...{ sku, color: color ?? '', quantity },
  ...{ amount: unitPrice.amount * quantity, currency: unitPrice.currency },
});

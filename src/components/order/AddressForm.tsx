'use client';
import { useActionState } from 'react';
import { PaymentNotice } from '#components/payments/PaymentNotice.tsx';
import { FieldError } from '#components/product/FieldError.tsx';
import type { AddressField, AddressProblem, AddressState } from '#domain/order-address.ts';

export type AddressTexts = {
  readonly labels: Readonly<Record<AddressField, string>>;
  readonly problems: Readonly<Record<AddressProblem, string>>;
  readonly optional: string;
  readonly noticeTitle: string;
  readonly noticeText: string;
  readonly button: string;
};

type AddressFormProps = {
  action: (previous: AddressState, form: FormData) => Promise<AddressState>;
  first: AddressState;
  texts: AddressTexts;
  locale: string;
  orderNo: string;
  /** Where it can go; empty where the country is known and stays. */
  countries: readonly { readonly code: string; readonly name: string }[];
};

/** What browsers fill in by themselves: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill */
const fields = [
  { name: 'name', complete: 'name', needed: true },
  { name: 'line1', complete: 'address-line1', needed: true },
  { name: 'line2', complete: 'address-line2', needed: false },
  { name: 'postalCode', complete: 'postal-code', needed: false },
  { name: 'city', complete: 'address-level2', needed: true },
  { name: 'state', complete: 'address-level1', needed: false },
  { name: 'phone', complete: 'tel', needed: false },
] as const;

/** The form of a new address. A plain POST without a script, the same server action with one. */
export function AddressForm({ action, first, texts, locale, orderNo, countries }: AddressFormProps) {
  const [state, submit, pending] = useActionState(action, first);
  const errorOf = (field: AddressField): string | null => {
    const problem = state.wrong[field];
    return problem === undefined ? null : texts.problems[problem];
  };
  const isWrong = Object.keys(state.wrong).length > 0;
  return (
    <form action={submit} className="slip fields" noValidate>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="order" value={orderNo} />
      {isWrong ? <PaymentNotice kind="payment" title={texts.noticeTitle} text={texts.noticeText} /> : null}
      {fields.map(({ name, complete, needed }) => (
        <Field
          key={name}
          {...{ name, complete, needed, error: errorOf(name) }}
          label={texts.labels[name]}
          value={state.typed[name]}
          note={needed ? null : texts.optional}
        />
      ))}
      {countries.length === 0 ? null : (
        <div>
          <label htmlFor="country">{texts.labels.country}</label>
          <select id="country" name="country" defaultValue={state.typed.country} autoComplete="country">
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
          <FieldError id="country-error" text={errorOf('country')} />
        </div>
      )}
      <div>
        <button
          className="btn"
          type="submit"
          aria-busy={pending || undefined}
          aria-disabled={pending || undefined}
        >
          {texts.button}
        </button>
      </div>
    </form>
  );
}

type FieldProps = {
  name: AddressField;
  complete: string;
  needed: boolean;
  label: string;
  note: string | null;
  value: string;
  error: string | null;
};

function Field({ name, complete, needed, label, note, value, error }: FieldProps) {
  return (
    <div>
      <label htmlFor={name}>
        {label} {note === null ? null : <span className="note">{note}</span>}
      </label>
      <input
        id={name}
        name={name}
        type={name === 'phone' ? 'tel' : 'text'}
        autoComplete={`shipping ${complete}`}
        maxLength={120}
        required={needed}
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${name}-error` : undefined}
      />
      <FieldError id={`${name}-error`} text={error} />
    </div>
  );
}

'use client';
import { useActionState } from 'react';
import { PaymentNotice } from '#components/payments/PaymentNotice.tsx';
import { FieldError } from '#components/product/FieldError.tsx';
import type { LookupProblem, LookupState } from '#domain/order-lookup.ts';

type Notice = { readonly title: string; readonly text: string };

export type LookupTexts = {
  readonly number: string;
  readonly hint: string;
  readonly email: string;
  readonly button: string;
  readonly invalidNumber: string;
  readonly invalidEmail: string;
  readonly notices: Readonly<Record<LookupProblem, Notice>>;
};

type LookupFormProps = {
  action: (previous: LookupState, form: FormData) => Promise<LookupState>;
  first: LookupState;
  texts: LookupTexts;
  locale: string;
  prefix: string;
};

/** Two fields and a button. A plain POST without a script, the same server action with one. */
export function LookupForm({ action, first, texts, locale, prefix }: LookupFormProps) {
  const [state, submit, pending] = useActionState(action, first);
  const { problem } = state;
  const [numberError, emailError] = [
    problem === 'invalid_number' ? texts.invalidNumber : null,
    problem === 'invalid_email' ? texts.invalidEmail : null,
  ];
  return (
    <form action={submit} className="slip fields" noValidate>
      <input type="hidden" name="locale" value={locale} />
      {problem === null ? null : (
        <PaymentNotice key={pending ? 'asked' : 'told'} kind={kindOf(problem)} {...texts.notices[problem]} />
      )}
      <div>
        <label htmlFor="number">{texts.number}</label>
        <input
          id="number"
          name="number"
          className="mono"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          maxLength={40}
          placeholder={`${prefix}-`}
          defaultValue={state.number}
          aria-invalid={numberError ? true : undefined}
          aria-describedby={numberError ? 'number-hint number-error' : 'number-hint'}
        />
        <p className="note" id="number-hint">
          {texts.hint}
        </p>
        <FieldError id="number-error" text={numberError} />
      </div>
      <div>
        <label htmlFor="email">{texts.email}</label>
        <input
          id="email"
          name="email"
          type="email"
          autoComplete="email"
          inputMode="email"
          required
          maxLength={254}
          placeholder="name@example.com"
          defaultValue={state.email}
          aria-invalid={emailError ? true : undefined}
          aria-describedby={emailError ? 'email-error' : undefined}
        />
        <FieldError id="email-error" text={emailError} />
      </div>
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

const kindOf = (problem: LookupProblem): 'network' | 'payment' =>
  problem === 'unavailable' || problem === 'too_many' ? 'network' : 'payment';

'use client';
import { useEffect, useRef } from 'react';
import type { CheckoutError } from '#domain/checkout.ts';
import { checkoutErrorClasses } from '#domain/checkout.ts';
import type { CheckoutTexts } from './checkout-view.ts';
import { PaymentNotice } from './PaymentNotice.tsx';

type CheckoutErrorNoticeProps = {
  error: CheckoutError;
  texts: Pick<CheckoutTexts, 'errors' | 'reference'>;
};

/** An error the server answered, focused so that nobody misses it. */
export function CheckoutErrorNotice({ error, texts }: CheckoutErrorNoticeProps) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  const { title, text } = texts.errors[error.code];
  return (
    <PaymentNotice kind={checkoutErrorClasses[error.code]} title={title} text={text} ref={notice}>
      <span className="ref">
        {texts.reference} <span className="mono">{error.reference}</span>
      </span>
    </PaymentNotice>
  );
}

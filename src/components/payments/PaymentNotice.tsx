'use client';
import type { ReactNode, Ref } from 'react';
import type { CheckoutErrorClass } from '#domain/checkout.ts';

const glyphs = {
  configuration: (
    <>
      <path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor" />
      <path d="M8 7v4.2M8 4.2v1.6" stroke="var(--raised)" strokeWidth="1.6" />
    </>
  ),
  network: (
    <path
      d="M1 8h4m6 0h4M6.5 5v6m3-6v6"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
    />
  ),
  payment: (
    <>
      <path d="M8 1.2 15.4 14.6H.6z" fill="currentColor" />
      <path d="M8 6v4.2M8 11.6v1.4" stroke="var(--raised)" strokeWidth="1.7" />
    </>
  ),
} satisfies Record<CheckoutErrorClass, ReactNode>;

const looks = {
  configuration: 'notice conf',
  network: 'notice net',
  payment: 'notice',
} satisfies Record<CheckoutErrorClass, string>;

type PaymentNoticeProps = {
  kind: CheckoutErrorClass;
  title: string;
  text: string;
  /** What to do and what to quote. */
  children?: ReactNode;
  ref?: Ref<HTMLDivElement>;
};

/** One failure, right above the button: what happened to the money first, then the cause and the next step. */
export function PaymentNotice({ kind, title, text, children, ref }: PaymentNoticeProps) {
  return (
    // biome-ignore lint/a11y/noAutofocus: without a script the page comes back anew and this is what it is about
    <div className={looks[kind]} role="alert" tabIndex={-1} ref={ref} autoFocus>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {glyphs[kind]}
      </svg>
      <h2>{title}</h2>
      <p>{text}</p>
      {children === undefined ? null : <div className="do">{children}</div>}
    </div>
  );
}

'use client';
import type { ReactNode } from 'react';
import { Component } from 'react';
import type { CheckoutChoice } from '#domain/checkout.ts';
import { isDevelopmentBuild } from '#libs/build-mode.ts';
import type { BoundaryTexts } from './checkout-view.ts';
import { classOfError } from './error-class.ts';
import { PaymentNotice } from './PaymentNotice.tsx';

type PaymentErrorBoundaryProps = {
  choice: CheckoutChoice;
  texts: BoundaryTexts;
  supportEmail: string;
  /** Renders the form with a choice, and is told each choice that is sent, so that a retry starts from it. */
  children: (choice: CheckoutChoice, keep: (choice: CheckoutChoice) => void) => ReactNode;
};

type Failure = { error: unknown };

/**
 * Stands around the checkout form: when sending it breaks, it says what happened to the money, keeps the choice and
 * offers the way on. Details are shown in development only.
 */
export class PaymentErrorBoundary extends Component<PaymentErrorBoundaryProps, { failure: Failure | null }> {
  override state: { failure: Failure | null } = { failure: null };
  private choice = this.props.choice;

  static getDerivedStateFromError(error: unknown): { failure: Failure } {
    return { failure: { error } };
  }

  private readonly keep = (choice: CheckoutChoice): void => {
    this.choice = choice;
  };

  private readonly retry = (): void => this.setState({ failure: null });

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children(this.choice, this.keep);
    const { texts, supportEmail } = this.props;
    const { kind, stale } = classOfError(failure.error);
    return (
      <div className="counter">
        {/* Keeps the picture and the hue of the page on the colour that was chosen. */}
        <input type="radio" name="color" value={this.choice.color ?? ''} defaultChecked hidden />
        <PaymentNotice kind={kind} title={texts[kind].title} text={texts[kind].text}>
          <a href={`mailto:${supportEmail}`}>{texts.write}</a>
        </PaymentNotice>
        <button className="btn" type="button" onClick={stale ? () => window.location.reload() : this.retry}>
          {texts.retry}
        </button>
        <ErrorDetails error={failure.error} label={texts.debug} />
      </div>
    );
  }
}

/** What a developer needs; production builds drop it. */
export function ErrorDetails({ error, label }: { error: unknown; label: string }) {
  if (!isDevelopmentBuild) return null;
  const { kind } = classOfError(error);
  const shown = error instanceof Error ? error : new Error(String(error));
  return (
    <details className="dev" open>
      <summary>{label}</summary>
      <dl>
        <dt>class</dt>
        <dd>{kind}</dd>
        <dt>name</dt>
        <dd>{shown.name}</dd>
        <dt>message</dt>
        <dd>{shown.message}</dd>
      </dl>
    </details>
  );
}

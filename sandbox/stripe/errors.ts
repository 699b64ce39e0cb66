type StripeErrorType = 'invalid_request_error' | 'idempotency_error' | 'card_error' | 'api_error';

type ErrorDetail = {
  status?: number;
  type?: StripeErrorType;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  payment_intent?: object;
};

/** A refusal in Stripe's own shape (https://docs.stripe.com/api/errors). */
export class StripeApiError extends Error {
  readonly status: number;
  readonly detail: Omit<ErrorDetail, 'status'>;

  constructor(message: string, { status = 400, ...detail }: ErrorDetail = {}) {
    super(message);
    this.status = status;
    this.detail = detail;
  }

  toJson(requestId: string): object {
    const { type = 'invalid_request_error', code, ...rest } = this.detail;
    return {
      error: {
        ...(code
          ? { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }
          : {}),
        ...rest,
        message: this.message,
        request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
        type,
      },
    };
  }
}

export const missingParam = (param: string) =>
  new StripeApiError(`Missing required param: ${param}.`, { code: 'parameter_missing', param });

export const unknownParam = (param: string) =>
  new StripeApiError(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });

export const invalidParam = (param: string, message: string, code?: string) =>
  new StripeApiError(message, { param, ...(code ? { code } : {}) });

export const noSuch = (noun: string, id: string, { param = 'id', status = 404 } = {}) =>
  new StripeApiError(`No such ${noun}: '${id}'`, { status, code: 'resource_missing', param });

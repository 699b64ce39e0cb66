import type { Params } from '#sandbox/stripe/form.ts';

export type RequestName = 'Checkout.SessionCreateParams';

export function checkRequest(_name: RequestName, _params: Params): void {}

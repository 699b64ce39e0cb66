import type Stripe from 'stripe';

/** The API version of the installed SDK; its type makes an upgrade fail here first. */
export const apiVersion: Stripe.LatestApiVersion = '2026-10-28.endive';

/** What a payment with this method will do. `delayed` waits for someone to decide. */
export type MethodBehaviour =
  | 'succeeds'
  | 'declined'
  | 'insufficient_funds'
  | 'expired_card'
  | 'disputed'
  | 'inquiry'
  | 'refund_fails'
  | 'refund_pending'
  | 'delayed'
  | 'delayed_succeeds'
  | 'delayed_fails';

/** Stripe's test tokens and numbers (https://docs.stripe.com/testing). */
export const methodTokens: Readonly<Record<string, MethodBehaviour>> = {
  pm_card_visa: 'succeeds',
  pm_card_mastercard: 'succeeds',
  pm_card_amex: 'succeeds',
  pm_card_us: 'succeeds',
  pm_card_chargeDeclined: 'declined',
  pm_card_visa_chargeDeclined: 'declined',
  pm_card_chargeDeclinedInsufficientFunds: 'insufficient_funds',
  pm_card_visa_chargeDeclinedInsufficientFunds: 'insufficient_funds',
  pm_card_chargeDeclinedExpiredCard: 'expired_card',
  pm_card_chargeCustomerFail: 'declined',
  pm_card_createDispute: 'disputed',
  pm_card_createDisputeProductNotReceived: 'disputed',
  pm_card_createDisputeInquiry: 'inquiry',
  pm_card_refundFail: 'refund_fails',
  pm_card_pendingRefund: 'refund_pending',
  tok_visa: 'succeeds',
  tok_mastercard: 'succeeds',
  tok_chargeDeclined: 'declined',
  tok_createDispute: 'disputed',
  tok_createDisputeInquiry: 'inquiry',
  tok_refundFail: 'refund_fails',
  '4242424242424242': 'succeeds',
  '4000000000000002': 'declined',
  '4000000000000341': 'declined',
  '4000000000009995': 'insufficient_funds',
  '4000000000000069': 'expired_card',
  '4000000000000259': 'disputed',
  '4000000000001976': 'inquiry',
  '4000000000005126': 'refund_fails',
  '4000000000007726': 'refund_pending',
};

type Decline = { code: string; decline_code: string; message: string };

const declines: Readonly<Partial<Record<MethodBehaviour, Decline>>> = {
  insufficient_funds: {
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  expired_card: { code: 'expired_card', decline_code: 'expired_card', message: 'Your card has expired.' },
  declined: { code: 'card_declined', decline_code: 'generic_decline', message: 'Your card was declined.' },
};

/** How the bank refuses, or `undefined` when it does not. */
export const declineOf = (behaviour: MethodBehaviour): Decline | undefined => declines[behaviour];

import {
  cancel,
  changeAddress,
  clear,
  markDelivered,
  markInProduction,
  markShipped,
  moveDate,
  resend,
  reveal,
  revokeLinks,
  start,
} from './actions.ts';

/** What the forms on the page of an order do. */
export const orderForms = {
  honour: start,
  clear,
  produce: markInProduction,
  ship: markShipped,
  deliver: markDelivered,
  move_date: moveDate,
  correct_address: changeAddress,
  cancel,
  resend,
  revoke: revokeLinks,
  reveal,
};

import type { PaymentService } from '#libs/payments/core/payment-service.ts';
import { alertDelivery } from './alert-delivery.ts';
import type { AlertRoutes } from './alert-routes.ts';
import type { Deliveries } from './delivery.ts';
import { emailDelivery, type MailedOrders, type MailRoute } from './email-delivery.ts';
import { klaviyoDeletionDelivery } from './klaviyo-deletion-delivery.ts';
import { type KlaviyoAccount, klaviyoDelivery, subscriptionDelivery } from './klaviyo-delivery.ts';
import { refundDelivery } from './refund-delivery.ts';

/** Every kind of message and its sender. A new outgoing message is one file and one line here. */
export const createDeliveries = (clients: {
  klaviyo: KlaviyoAccount | null;
  payments: PaymentService;
  mail: MailRoute;
  orders: MailedOrders;
  alerts: AlertRoutes;
}): Deliveries => ({
  'klaviyo.event': klaviyoDelivery(clients.klaviyo),
  'klaviyo.subscription': subscriptionDelivery(clients.klaviyo),
  'klaviyo.deletion': klaviyoDeletionDelivery(clients.klaviyo),
  refund: refundDelivery(clients.payments),
  email: emailDelivery(clients.mail, clients.orders),
  alert: alertDelivery(clients.alerts),
});

/** What a person reads when everything is up. */
import type { Product } from './product.ts';

/** The addresses, what is real and what is played, and what to try next. */
export function welcome(product: Pick<Product, 'shopUrl' | 'sandboxUrl' | 'filled' | 'firestore'>): string {
  const { shopUrl, sandboxUrl, filled, firestore } = product;
  const places = [`  Shop      ${shopUrl}`];
  if (filled.includes('stripe'))
    places.push(`  Console   ${shopUrl}/console (everybody chooses a role in the sandbox)`);
  if (filled.includes('stripe'))
    places.push(`  Stripe    ${sandboxUrl} (a local sandbox: no card is charged)`);
  if (filled.includes('klaviyo'))
    places.push(`  Klaviyo   ${sandboxUrl}/klaviyo (a local sandbox: nothing reaches Klaviyo)`);
  if (filled.includes('mail'))
    places.push(`  Mails     ${sandboxUrl}/mails (a local inbox: none leaves this computer)`);
  if (firestore && filled.includes('database'))
    places.push(
      `  Database  Firestore emulator at ${firestore.host}, kept in .data/firestore when it is stopped`,
    );
  else if (filled.includes('database')) places.push('  Database  embedded Postgres, kept in .data/postgres');
  const next = ['  npm run doctor                             what is configured, and what is not'];
  if (filled.includes('stripe')) {
    next.unshift('  Pick a colour in the shop and pay; the payment page offers every outcome.');
    next.push(
      '  npm run stripe:trigger -- checkout.session.completed --ours     an order without a browser',
      '  npm run stripe:listen                      the real Stripe CLI, forwarding events',
    );
  }
  const real =
    filled.length === 0 ? '' : '\nTo use real accounts, copy .env.example to .env.local and fill it in.\n';
  return `\nThe shop is ready.\n\n${places.join('\n')}\n\nWhat to try next, in another terminal:\n${next.join('\n')}\n${real}\nCtrl-C stops everything; the data stays.\n`;
}

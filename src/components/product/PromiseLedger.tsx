import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

type PromiseLedgerProps = {
  window: string;
  batch: string;
  price: string;
  open: readonly string[];
  shut: readonly { id: string; name: string }[];
  terms: SaleTerms;
};

/** What the shop's configuration says of every sale. */
export type SaleTerms = { readonly returnDays: number; readonly tax: 'included' | 'added' };

/** What the shopper is promised, directly above the button: when it ships, the way back, the price. */
export function PromiseLedger({ window, batch, price, open, shut, terms }: PromiseLedgerProps) {
  const t = useTranslations('shop');
  const b = (text: ReactNode) => <b className="num">{text}</b>;
  return (
    <dl className="promise">
      <div>
        <dt>{t('ships')}</dt>
        <dd data-when={open.join(' ')}>
          {t.rich('ships_text', { window, batch, b: (text) => <b className="num nb">{text}</b> })}
        </dd>
        {shut.map(({ id, name }) => (
          <dd key={id} data-when={id}>
            {t.rich('ships_not', { batch, color: name, b })}
          </dd>
        ))}
      </div>
      <div>
        <dt>{t('refund')}</dt>
        <dd>{t.rich('refund_text', { days: terms.returnDays, b })}</dd>
      </div>
      <div>
        <dt>{t('price')}</dt>
        <dd>{t.rich('price_text', { price, tax: terms.tax, b })}</dd>
      </div>
    </dl>
  );
}

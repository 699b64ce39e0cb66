import { useLocale, useTranslations } from 'next-intl';
import { Picture } from '#components/ui/Picture.tsx';
import { StatusWord } from '#components/ui/StatusWord.tsx';
import type { AccountOrder } from '#domain/account-order.ts';
import { textIn } from '#domain/localized-text.ts';
import { formatMoney } from '#domain/money.ts';
import { dayText } from '#domain/ship-window.ts';
import { dateLocales, localePath } from '#libs/I18n.ts';
import { tones } from './account-states.ts';

/** One order in the colour that was bought: its money first, then what, its number and its day. */
export function OrderEntry({ order }: { order: AccountOrder }) {
  const t = useTranslations('account');
  const locale = useLocale();
  const { status, orderNo, placedAt, quantity } = order;
  const values = {
    amount: formatMoney(order.amount, locale),
    refunded: formatMoney(order.amountRefunded, locale),
  };
  const number = <span className="mono">{orderNo}</span>;
  return (
    <li className="slip" data-colour={order.variant}>
      <div>
        <StatusWord tone={tones[status]}>{t(`state.${status}.word`)}</StatusWord>
        <p className="lead">{t(`state.${status}.money`, values)}</p>
      </div>
      <div className="item">
        <div className="th">
          <Picture src={order.thumb} alt="" width={256} height={256} />
        </div>
        <div>
          <h2>{t('item', { color: textIn(order.variantName, locale) })}</h2>
          <p className="sub">
            <span>{t('quantity', { quantity: String(quantity) })}</span>
            <span className="num">{values.amount}</span>
          </p>
          <p className="sub">
            <a href={localePath(locale, `/orders/${orderNo}`)}>{number}</a>
            <time dateTime={placedAt.toISOString()}>{dayText(placedAt, dateLocales[locale])}</time>
          </p>
        </div>
      </div>
    </li>
  );
}

import { useLocale, useTranslations } from 'next-intl';
import { legalDocuments } from '#components/legal/legal-documents.ts';
import { legalTitle } from '#components/legal/legal-texts.ts';
import { localePath } from '#libs/I18n.ts';
import { MailLink } from './MailLink.tsx';

type SiteFooterProps = {
  home: string;
  anchors: string;
  supportEmail: string;
  account: string | null;
  currency: string;
  year: number;
};

export function SiteFooter({ home, anchors, supportEmail, account, currency, year }: SiteFooterProps) {
  const t = useTranslations('frame');
  const locale = useLocale();
  return (
    <footer className="foot">
      <div className="foot-grid">
        <p className="help">{t.rich('help_line', { mail: () => <MailLink address={supportEmail} /> })}</p>
        <div>
          <h2>{t('shop')}</h2>
          <ul className="plain">
            <li>
              <a href={home}>{t('preorder')}</a>
            </li>
            <li>
              <a href={`${anchors}#questions`}>{t('questions')}</a>
            </li>
            <li>
              <a href={localePath(locale, '/orders')}>{t('find_order')}</a>
            </li>
            {account === null ? null : (
              <li>
                <a href={account}>{t('orders')}</a>
              </li>
            )}
            <li>
              <a href={`mailto:${supportEmail}`}>{t('help')}</a>
            </li>
          </ul>
        </div>
        <div>
          <h2>{t('legal')}</h2>
          <ul className="plain">
            {legalDocuments.map((name) => (
              <li key={name}>
                <a href={localePath(locale, `/legal/${name}`)}>{legalTitle(locale, name)}</a>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div className="legal">
        <span>{t('rights', { year: String(year) })}</span>
        <span>{t('currency_note', { currency })}</span>
      </div>
    </footer>
  );
}

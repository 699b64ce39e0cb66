import { useTranslations } from 'next-intl';
import type { LanguageLink } from './LanguageMenu.tsx';
import { LanguageMenu } from './LanguageMenu.tsx';
import { Mark } from './Mark.tsx';

type SiteHeaderProps = {
  home: string;
  /** The address in front of a section's name. */
  anchors: string;
  supportEmail: string;
  account: string | null;
  currency: string;
  languages: readonly LanguageLink[];
};

export function SiteHeader({ home, anchors, supportEmail, account, currency, languages }: SiteHeaderProps) {
  const t = useTranslations('frame');
  return (
    <header className="top">
      <Mark href={home} />
      <nav aria-label={t('nav')}>
        <a href={`${anchors}#story`}>{t('companion')}</a>
        <a href={`${anchors}#questions`}>{t('questions')}</a>
        <a href={`mailto:${supportEmail}`}>{t('help')}</a>
        {account === null ? null : (
          <a href={account} className="always">
            {t('orders')}
          </a>
        )}
      </nav>
      <LanguageMenu currency={currency} languages={languages} />
    </header>
  );
}

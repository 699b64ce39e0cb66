import { useTranslations } from 'next-intl';

export type LanguageLink = {
  locale: string;
  name: string;
  /** What prices are in there. */
  currency: string;
  href: string;
  current: boolean;
};

type LanguageMenuProps = { currency: string; languages: readonly LanguageLink[] };

/** The languages behind a native disclosure; each link keeps the shopper on the same page. */
export function LanguageMenu({ currency, languages }: LanguageMenuProps) {
  const t = useTranslations('frame');
  const current = languages.find((language) => language.current);
  return (
    <details className="place">
      <summary>
        <span className="vh">{t('language_and_currency')} </span>
        {current?.name}, {currency}
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d="m2 4 4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </summary>
      <div className="place-box">
        <h2>{t('language')}</h2>
        {languages.map(({ locale, name, currency, href, current }) => (
          <a
            key={locale}
            href={href}
            hrefLang={locale}
            lang={locale}
            data-language
            aria-current={current ? 'true' : undefined}
          >
            {name} <span>{currency}</span>
          </a>
        ))}
      </div>
    </details>
  );
}

'use client';
import { NextIntlClientProvider, useTranslations } from 'next-intl';
import { use, useEffect } from 'react';
import { defaultLocale, isLocale, type Locale } from '#libs/I18n.ts';
import { Face } from './Face.tsx';
import '#styles/globals.css';

const messages = {
  en: () => import('#locales/en.json'),
  zh: () => import('#locales/zh.json'),
  ja: () => import('#locales/ja.json'),
  es: () => import('#locales/es.json'),
} satisfies Record<Locale, () => Promise<{ default: object }>>;

/** The address is all that is left to tell the language by. */
function localeOfPage(): Locale {
  const [, first = ''] = typeof window === 'undefined' ? [] : window.location.pathname.split('/');
  return isLocale(first) ? first : defaultLocale;
}

const locale = localeOfPage();
const loading = messages[locale]();

/** When even the frame of the page is gone: what happened to the money, in the language of the address. */
export default function FatalStatement() {
  const { default: words } = use(loading);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, []);
  return (
    <NextIntlClientProvider locale={locale} messages={words} timeZone="UTC">
      <Apology />
    </NextIntlClientProvider>
  );
}

function Apology() {
  const t = useTranslations('fatal');
  return (
    <main className="bound" id="main">
      <div className="say" role="alert">
        <Face mood="asleep" className="gaze-now" />
        <h1>{t('title')}</h1>
        <p className="lead">{t('text')}</p>
        <div className="acts">
          <button className="btn small" type="button" onClick={() => window.location.reload()}>
            {t('retry')}
          </button>
        </div>
      </div>
    </main>
  );
}

'use client';
import { NextIntlClientProvider, useTranslations } from 'next-intl';
import en from '#locales/en.json';
import zh from '#locales/zh.json';
import { Face } from './Face.tsx';

/** When even the frame of the page is gone: every language at once, because nothing knows which one it was. */
export default function FatalStatement() {
  return (
    <main className="bound" id="main">
      <div className="say" role="alert">
        <Face mood="asleep" className="gaze-now" />
        <NextIntlClientProvider locale="en" messages={en} timeZone="UTC">
          <Apology lang="en" />
        </NextIntlClientProvider>
        <NextIntlClientProvider locale="zh" messages={zh} timeZone="UTC">
          <Apology lang="zh" />
        </NextIntlClientProvider>
      </div>
    </main>
  );
}

function Apology({ lang }: { lang: string }) {
  const t = useTranslations('fatal');
  return (
    <div lang={lang}>
      <h1>{t('title')}</h1>
      <p className="lead">{t('text')}</p>
      <div className="acts">
        <button className="btn small" type="button" onClick={() => window.location.reload()}>
          {t('retry')}
        </button>
      </div>
    </div>
  );
}

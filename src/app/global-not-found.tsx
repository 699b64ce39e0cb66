import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Face } from '#components/ui/Face.tsx';
import { Mark } from '#components/ui/Mark.tsx';
import { defaultLocale, type Locale, locales } from '#libs/I18n.ts';
import '#styles/globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations({ locale: defaultLocale, namespace: 'not_found' });
  return { title: t('title'), robots: { index: false } };
}

const others = locales.filter((locale) => locale !== defaultLocale);

/** An address that belongs to no language. Made once, in every language at once; it asks nothing of the configuration. */
export default function GlobalNotFound() {
  return (
    <html lang={defaultLocale}>
      <body>
        <header className="top">
          <Mark href="/" />
        </header>
        <main className="bound" id="main">
          <div className="say">
            <Face mood="curious" className="gaze-now" />
            <Statement />
            {others.map((locale) => (
              <Line key={locale} locale={locale} />
            ))}
          </div>
        </main>
      </body>
    </html>
  );
}

async function Statement() {
  const t = await getTranslations({ locale: defaultLocale, namespace: 'not_found' });
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="lead">{t('text')}</p>
      <div className="acts">
        <a className="btn small" href={`/${defaultLocale}`}>
          {t('back')}
        </a>
      </div>
    </>
  );
}

async function Line({ locale }: { locale: Locale }) {
  const t = await getTranslations({ locale, namespace: 'not_found' });
  return (
    <p lang={locale}>
      {t('title')} <a href={`/${locale}`}>{t('back')}</a>
    </p>
  );
}

import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { Face } from '#components/ui/Face.tsx';
import { Mark } from '#components/ui/Mark.tsx';
import { defaultLocale, directions, isLocale, type Locale, localePath, locales } from '#libs/I18n.ts';
import '#styles/globals.css';

/** The language of the address as proxy.ts found it; files and the API pass it by and are answered in the default one. */
async function localeOfRequest(): Promise<Locale> {
  const found = (await headers()).get('x-next-intl-locale') ?? '';
  return isLocale(found) ? found : defaultLocale;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOfRequest(), namespace: 'not_found' });
  return { title: t('title'), robots: { index: false } };
}

/** Any address that is no page, in its language, with a line in every other one. It asks nothing of the configuration. */
export default async function GlobalNotFound() {
  const current = await localeOfRequest();
  const others = locales.filter((locale) => locale !== current);
  return (
    <html lang={current} dir={directions[current]}>
      <body>
        <header className="top">
          <Mark href={localePath(current)} />
        </header>
        <main className="bound" id="main">
          <div className="say">
            <Face mood="curious" className="gaze-now" />
            <Statement locale={current} />
            <ul className="plain elsewhere">
              {others.map((locale) => (
                <Line key={locale} locale={locale} />
              ))}
            </ul>
          </div>
        </main>
      </body>
    </html>
  );
}

async function Statement({ locale }: { locale: Locale }) {
  const t = await getTranslations({ locale, namespace: 'not_found' });
  return (
    <>
      <h1>{t('title')}</h1>
      <p className="lead">{t('text')}</p>
      <div className="acts">
        <a className="btn small" href={localePath(locale)}>
          {t('back')}
        </a>
      </div>
    </>
  );
}

async function Line({ locale }: { locale: Locale }) {
  const t = await getTranslations({ locale, namespace: 'not_found' });
  return (
    <li lang={locale}>
      {t('title')} <a href={`/${locale}`}>{t('back')}</a>
    </li>
  );
}

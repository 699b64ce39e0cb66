import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Face } from '#components/ui/Face.tsx';
import { Mark } from '#components/ui/Mark.tsx';
import '#styles/globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations({ locale: 'en', namespace: 'not_found' });
  return { title: t('title'), robots: { index: false } };
}

/** Any address that is no page. Made once, in every language at once; it asks nothing of the configuration. */
export default async function GlobalNotFound() {
  const en = await getTranslations({ locale: 'en', namespace: 'not_found' });
  const zh = await getTranslations({ locale: 'zh', namespace: 'not_found' });
  return (
    <html lang="en">
      <body>
        <header className="top">
          <Mark href="/" />
        </header>
        <main className="bound" id="main">
          <div className="say">
            <Face mood="curious" className="gaze-now" />
            <h1>{en('title')}</h1>
            <p className="lead">{en('text')}</p>
            <p className="lead" lang="zh">
              {zh('title')}
              {zh('text')}
            </p>
            <div className="acts">
              <a className="btn small" href="/en">
                {en('back')}
              </a>
              <a className="btn quiet small" href="/zh" lang="zh">
                {zh('back')}
              </a>
            </div>
          </div>
        </main>
      </body>
    </html>
  );
}

import type { Metadata } from 'next';
import { Face } from '#components/ui/Face.tsx';
import { Mark } from '#components/ui/Mark.tsx';
import en from '#locales/en.json';
import zh from '#locales/zh.json';
import '#styles/globals.css';

export const metadata: Metadata = { title: en.not_found.title, robots: { index: false } };

/** Any address that is no page. Made once, for every language at once; it asks nothing of the configuration. */
export default function GlobalNotFound() {
  return (
    <html lang="en">
      <body>
        <header className="top">
          <Mark href="/" />
        </header>
        <main className="bound" id="main">
          <div className="say">
            <Face mood="curious" className="gaze-now" />
            <h1>{en.not_found.title}</h1>
            <p className="lead">{en.not_found.text}</p>
            <p className="lead" lang="zh">
              {zh.not_found.title}
              {zh.not_found.text}
            </p>
            <div className="acts">
              <a className="btn small" href="/en">
                {en.not_found.back}
              </a>
              <a className="btn quiet small" href="/zh" lang="zh">
                {zh.not_found.back}
              </a>
            </div>
          </div>
        </main>
      </body>
    </html>
  );
}

import type { Metadata, Viewport } from 'next';
import { preload } from 'react-dom';
import { shop } from '#config/shop.ts';
import '#styles/console.css';
import { currentLook } from './console-cookies.ts';

export const metadata: Metadata = {
  title: { template: `%s – ${shop.name} console`, default: `${shop.name} console` },
  robots: { index: false, follow: false },
  formatDetection: { telephone: false },
};

export const viewport: Viewport = { viewportFit: 'cover', colorScheme: 'light dark' };

const textFont = '/fonts/familjen-grotesk-latin.woff2';

/** The document around every page of the console, in the theme its reader chose. */
export default async function ConsoleLayout({ children }: LayoutProps<'/console'>) {
  const { theme, density } = await currentLook();
  preload(textFont, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  return (
    <html
      lang="en"
      className="ops"
      data-density={density}
      {...(theme === 'system' ? {} : { 'data-theme': theme })}
    >
      <body>
        <a className="skiplink" href="#main">
          Skip to content
        </a>
        {children}
      </body>
    </html>
  );
}

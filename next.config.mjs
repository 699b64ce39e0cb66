import createNextIntlPlugin from 'next-intl/plugin';
import { legalDocuments } from './src/components/legal/legal-documents.ts';
import { catalogSource } from './src/config/catalog.ts';
import { orderNoShape } from './src/domain/order-number.ts';
import { defaultLocale, locales } from './src/libs/I18n.ts';

const week = 'public, max-age=604800, stale-while-revalidate=2592000';

const anyLocale = locales.join('|');
const anyColor = catalogSource.offers.flatMap(({ variants }) => variants.map(({ id }) => id)).join('|');
const chosen = [{ type: 'query', key: 'color', value: `(?<chosen>${anyColor})` }];

/**
 * A name that a folder of pages does not know. A page that finds out itself can only say so with a script; an address
 * without any page is answered by a whole one.
 */
const nowhere = (folder, known) =>
  [`/:locale(${anyLocale})`, ''].map((language) => ({
    source: `${language}/${folder}/:name((?!(?:${known})$).+)`,
    destination: `/${defaultLocale}/${folder}/:name/absent`,
  }));

/**
 * Where an address leads: `?color=` to the page made for that colour, and addresses without a language to the default
 * one. These are rewrites of the configuration because one made in proxy.ts leaves the server when it listens on
 * 127.0.0.1: Next calls that host `localhost` there and takes the result for another machine.
 */
const rewrites = async () => ({
  beforeFiles: [
    { source: '/:path*', has: [{ type: 'header', key: 'x-page-absent' }], destination: '/:path*/absent' },
    ...nowhere('colors', anyColor),
    ...nowhere('legal', legalDocuments.join('|')),
    ...nowhere('orders', `${orderNoShape}(?:/.*)?`),
    { source: '/', has: chosen, destination: `/${defaultLocale}/colors/:chosen` },
    { source: `/:locale(${anyLocale})`, has: chosen, destination: '/:locale/colors/:chosen' },
    { source: '/', destination: `/${defaultLocale}` },
  ],
  afterFiles: [
    {
      source: `/:path((?!(?:${anyLocale})(?:/|$)|api/|console(?:/|$)|_next/|.*\\.).+)`,
      destination: `/${defaultLocale}/:path`,
    },
    // A file that is not there would be taken for a language.
    { source: '/:file((?!api/|_next/)[^/]*\\..*)', destination: `/${defaultLocale}/absent` },
  ],
  fallback: [],
});

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // `npm test` has checked the types of everything before it builds; every other build checks them itself.
  typescript: { ignoreBuildErrors: process.env.TYPES_ARE_CHECKED === 'yes' },
  experimental: {
    // A page rendered with one configuration must not be served by a later start with another.
    isrFlushToDisk: false,
    globalNotFound: true,
    // For a list of parcels; src/app/form-limit.ts holds every other form far below it.
    serverActions: { bodySizeLimit: '1mb' },
  },
  headers: async () => [
    { source: '/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] },
    { source: '/product/:file*', headers: [{ key: 'Cache-Control', value: week }] },
    { source: '/fonts/:file*', headers: [{ key: 'Cache-Control', value: week }] },
    { source: '/:folder(share|icons)/:file*', headers: [{ key: 'Cache-Control', value: week }] },
  ],
  rewrites,
};

export default createNextIntlPlugin('./src/libs/I18nRequest.ts')(config);

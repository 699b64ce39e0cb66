import createNextIntlPlugin from 'next-intl/plugin';

const week = 'public, max-age=604800, stale-while-revalidate=2592000';

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  experimental: {
    // A page rendered with one configuration must not be served by a later start with another.
    isrFlushToDisk: false,
    serverActions: { bodySizeLimit: '64kb' },
  },
  headers: async () => [
    { source: '/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] },
    { source: '/product/:file*', headers: [{ key: 'Cache-Control', value: week }] },
    { source: '/fonts/:file*', headers: [{ key: 'Cache-Control', value: week }] },
  ],
};

export default createNextIntlPlugin('./src/libs/I18nRequest.ts')(config);

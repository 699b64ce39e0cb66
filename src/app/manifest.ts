import type { MetadataRoute } from 'next';
import { shop } from '#config/shop.ts';

/** What a phone needs to put the shop on its home screen; without words, so it is the same in every language. */
export default function manifest(): MetadataRoute.Manifest {
  const png = { type: 'image/png' } as const;
  return {
    id: '/',
    name: shop.name,
    short_name: shop.name,
    start_url: '/',
    scope: '/',
    display: 'browser',
    background_color: '#fafaf8',
    theme_color: '#fafaf8',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icons/icon-192.png', sizes: '192x192', ...png },
      { src: '/icons/icon-512.png', sizes: '512x512', ...png },
      { src: '/icons/maskable-512.png', sizes: '512x512', purpose: 'maskable', ...png },
    ],
  };
}

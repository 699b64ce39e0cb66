/** Draws the picture a shared address is shown with, per colour and language, with the fonts and colours of the page. */
import * as fs from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { sharePicture, sharePictureSize } from '#components/product/share-picture.ts';
import { variantStyles } from '#components/product/variant-styles.ts';
import { catalogSource } from '#config/catalog.ts';
import { chromiumArguments, findChromium } from './chromium.ts';
import { SetupError } from './setup-error.ts';
import { type ShareWords, shareWords, stampOf } from './share-words.ts';

const root = path.dirname(import.meta.dirname);
const publicFolder = path.join(root, 'public');
/** Nobody answers here; the requests are served from the checkout. */
const address = 'http://pictures.invalid/';

/** Draws them all and answers how many. Throws SetupError on a machine without Chinese or Japanese characters. */
export async function drawSharePictures(): Promise<number> {
  const executablePath = await findChromium();
  const browser = await chromium.launch({
    args: chromiumArguments,
    ...(executablePath ? { executablePath } : {}),
  });
  try {
    return await drawWith(browser);
  } finally {
    await browser.close();
  }
}

async function drawWith(browser: Browser): Promise<number> {
  const page = await browser.newPage({ viewport: sharePictureSize, colorScheme: 'light' });
  let body = '';
  await page.route(`${address}**`, (route) => {
    const { pathname } = new URL(route.request().url());
    return pathname === '/'
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body })
      : route.fulfill({ path: path.join(publicFolder, pathname) });
  });
  fs.mkdirSync(path.join(publicFolder, 'share'), { recursive: true });
  const all = shareWords(root);
  for (const words of all) {
    body = pageOf(words);
    await page.goto(address, { waitUntil: 'networkidle' });
    await refuseBoxes(page, words);
    await sharp(await page.screenshot())
      .withXmp(xmpOf(words))
      .jpeg({ quality: 84, mozjpeg: true })
      .toFile(path.join(publicFolder, sharePicture(words.locale, words.color)));
  }
  return all.length;
}

/** A font without a character draws the same box for every one of them. */
async function refuseBoxes(page: Page, { locale }: ShareWords): Promise<void> {
  const drawn = await page.evaluate(() => {
    const box = (character: string): string => {
      const context = document.createElement('canvas').getContext('2d');
      if (!context) return character;
      context.font = `40px ${getComputedStyle(document.body).fontFamily}`;
      context.fillText(character, 10, 60);
      return context.canvas.toDataURL();
    };
    return [box('月'), box('光')];
  });
  if (drawn[0] === drawn[1])
    throw new SetupError(`No font of this machine has the characters of "${locale}": install Noto Sans CJK.`);
}

const readText = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

function pageOf({ locale, color, title, line }: ShareWords): string {
  const [offer] = catalogSource.offers;
  const hero = offer?.variants.find(({ id }) => id === color)?.images.hero;
  const styles = ['tokens', 'cjk'].map((name) => readText(`src/styles/${name}.css`));
  return `<!doctype html><html lang="${locale}" data-colour="${color ?? ''}"><meta charset="utf-8">
<style>${styles.join('\n')}${variantStyles({ variants: offer?.variants ?? [], maxQuantity: 1, zones: 0 })}${readText('scripts/share-picture.css')}</style>
<body class="${color === null ? 'all' : 'one'}"><div class="words"><p class="mark"><i></i><i></i>${color === null ? '' : 'Rolitt'}</p>
<h1>${title}</h1><p class="line">${line}</p></div><img src="${hero ?? '/product/family.webp'}" alt=""></body></html>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const xmpOf = (words: ShareWords): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about=""><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escaped(stampOf(words))}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>`;

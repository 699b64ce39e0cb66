import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sharePicture, sharePictureSize } from '#components/product/share-picture.ts';
import { shareWords, stampOf } from './share-words.ts';

const root = path.dirname(import.meta.dirname);

describe('the picture of a shared address', () => {
  it.each(shareWords(root).map((words) => [words.locale, words.color, words] as const))(
    'is there in %s for %s, in full size, and says what the page says (else: npm run pictures)',
    async (locale, color, words) => {
      const file = path.join(root, 'public', sharePicture(locale, color));
      const { width, height, format, xmp } = await sharp(file).metadata();
      expect({ width, height, format }).toEqual({ ...sharePictureSize, format: 'jpeg' });
      expect(xmp?.toString('utf8')).toContain(`>${stampOf(words)}<`);
    },
  );
});

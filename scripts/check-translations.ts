/** `npm run check:i18n`: refuses a text that one language lacks, that nobody uses, or that nobody wrote. */
import path from 'node:path';
import { locales } from '#libs/I18n.ts';
import { runMain, SetupError } from './setup-error.ts';
import { readTranslations } from './translations.ts';

await runMain(async () => {
  const { keys, languages, problems } = readTranslations(path.dirname(import.meta.dirname), locales);
  if (problems.length > 0)
    throw new SetupError(`The translations have problems:\n  ${problems.join('\n  ')}`);
  console.log(`${keys} texts in ${languages.join(', ')}, all of them used.`);
});

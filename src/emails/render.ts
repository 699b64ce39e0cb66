import { render } from '@react-email/render';
import type { OrderMail } from '#domain/order-mail.ts';
import type { Locale } from '#libs/I18n.ts';
import { contentOf } from './contents.ts';
import { layout } from './layout.ts';
import { plainText } from './plain-text.ts';
import { languageOf, translatorFor } from './translate.ts';

export type RenderedMail = {
  readonly language: Locale;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

/** A mail in the language of its order, as a page and as text, with a link to the order where there is one. The same mail always gives the same bytes. */
export async function renderMail(
  owed: OrderMail,
  { orderUrl }: { orderUrl: string | null },
): Promise<RenderedMail> {
  const language = languageOf(owed.locale);
  const mail = { ...owed, locale: language, orderUrl };
  const t = await translatorFor(language);
  const content = contentOf(t, mail);
  const html = await render(layout(t, { language, mail, content }));
  return { language, subject: content.title, html, text: plainText(t, mail, content) };
}

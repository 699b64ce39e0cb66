/** What a page says to search engines. It is data and never runs, so no script policy stands against it. */
export function StructuredData({ data }: { data: object }) {
  // A text that closes the element would end it, whatever it is part of.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: see above
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}

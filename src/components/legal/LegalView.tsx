import type { LegalText } from './legal-texts.ts';

/** A legal document: a title, and sections that can be linked to. */
export function LegalView({ title, sections }: LegalText) {
  return (
    <article className="legal-text">
      <h1>{title}</h1>
      {sections.map((section, nth) => (
        <section key={section.title} aria-labelledby={`s${nth + 1}`}>
          <h2 id={`s${nth + 1}`}>{section.title}</h2>
          {section.text.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
      ))}
    </article>
  );
}
